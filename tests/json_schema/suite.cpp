// Runs the official JSON Schema test suite: `suite FOLDER LEFT_OUT`. Every required test must pass, but those of the
// groups that LEFT_OUT lists, a line each: DRAFT/FILE | GROUP | REASON. Such a group must be there, and must fail.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "json_schema/compiler.hpp"
#include "json_schema/documents.hpp"
#include "thoth/json_schema.hpp"
#include "thoth/validation.hpp"

namespace {

namespace fs = std::filesystem;
using thoth::json::Node;

/// How many groups may be left out: a change of the list is a change here too.
constexpr std::size_t expected_left_out = 2;
/// How many schemas have no $dynamicRef, at least.
constexpr std::size_t least_written = 600;

std::string read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::vector<fs::path> json_files(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

struct Counts {
  std::size_t tests = 0;
  std::size_t passed = 0;
};

class Suite {
 public:
  Suite(fs::path folder, const fs::path& left_out) : folder_(std::move(folder)) {
    std::ifstream list(left_out);
    for (std::string line; std::getline(list, line);) {
      const auto first = line.find(" | ");
      const auto second = line.find(" | ", first + 3);
      if (first == std::string::npos || second == std::string::npos || second + 3 == line.size()) {
        fail("left out without a reason: " + line);
        continue;
      }
      left_out_.emplace(line.substr(0, second), false);
    }
  }

  int run() {
    for (const char* const draft : {"draft7", "draft2020-12"}) {
      const Counts required = run_folder(draft, folder_ / "tests" / draft, Status::required);
      const Counts optional = run_folder(draft, folder_ / "tests" / draft / "optional", Status::optional);
      fmt::print("{}: {} of {} required tests passed, {} of {} optional ones\n", draft, required.passed, required.tests,
                 optional.passed, optional.tests);
      if (required.tests < 500) fail(fmt::format("{} has fewer tests than the suite ever had", draft));
    }
    for (const auto& [group, seen] : left_out_) {
      if (!seen) fail("left out, but there is no such group, or it passes: " + group);
    }
    fmt::print("{} schemas judged the same once they were written and read again\n", written_);
    if (written_ < least_written) fail(fmt::format("only {} schemas could be written", written_));
    if (left_out_.size() != expected_left_out) {
      fail(fmt::format("{} groups are left out, where {} are expected", left_out_.size(), expected_left_out));
    }
    return failed_ ? 1 : 0;
  }

 private:
  enum class Status { required, optional };

  void fail(const std::string& what) {
    failed_ = true;
    fmt::print("{}\n", what);
  }

  Counts run_folder(const std::string& draft, const fs::path& folder, Status status) {
    Counts counts;
    for (const fs::path& file : json_files(folder)) {
      const bool is_optional = file.parent_path() != folder_ / "tests" / draft;
      if (is_optional != (status == Status::optional)) continue;
      const std::string name = draft + '/' + fs::relative(file, folder_ / "tests" / draft).string();
      const std::string text = read(file);
      const auto parsed = thoth::json::parse(text);
      if (!parsed.document) {
        fail(name + " is no JSON");
        continue;
      }
      for (const Node& group : parsed.document->root().items) run_group(draft, name, group, status, counts);
    }
    return counts;
  }

  void run_group(const std::string& draft, const std::string& file, const Node& group, Status status, Counts& counts) {
    const std::string title = file + " | " + std::string(group.find("description")->text);
    const auto strict = file.find("optional/format/") == std::string::npos ? thoth::Strict::no : thoth::Strict::yes;
    const auto schema = compile(draft, *group.find("schema"));
    const auto again = schema ? written_and_read(title, **schema) : nullptr;
    bool all_passed = true;
    for (const Node& test : group.find("tests")->items) {
      ++counts.tests;
      std::string why = schema ? "" : schema.error().text();
      if (schema) {
        const auto violations = thoth::validate(**schema, *test.find("data"), {strict, {}, thoth::Wire::skip});
        if (violations.empty() != test.find("valid")->truth) {
          why = violations.empty() ? "taken for valid" : violations.front().message();
        }
        if (again) check_same(title, violations, validate(*again, *test.find("data"), {strict, {}, thoth::Wire::skip}));
      }
      if (why.empty()) {
        ++counts.passed;
        continue;
      }
      all_passed = false;
      if (status == Status::optional || left_out_.contains(title)) continue;
      fail(fmt::format("{} | {}: {}", title, test.find("description")->text, why));
    }
    const auto left_out = left_out_.find(title);
    if (left_out != left_out_.end()) left_out->second = left_out->second || !all_passed;
  }

  /// The schema as write_json_schema() has it, with nothing to refer to; null for one that cannot be written.
  thoth::SchemaPtr written_and_read(const std::string& title, const thoth::Schema& schema) {
    auto text = thoth::write_json_schema(schema);
    if (!text) {
      if (text.error().reason.find("$dynamicRef") == std::string::npos) fail(title + ": " + text.error().text());
      return nullptr;
    }
    ++written_;
    thoth::json_schema::Documents documents;
    const auto root = documents.add("test:/written", "written", *text);
    if (!root) fail(title + ": " + root.error().text() + ": " + *text);
    if (!root) return nullptr;
    auto read = thoth::json_schema::Compiler(documents).compile(**root, "test");
    if (!read) fail(title + ": " + read.error().text() + ": " + *text);
    return read ? *read : nullptr;
  }

  void check_same(const std::string& title, const thoth::Violations& first, const thoth::Violations& second) {
    if (first.empty() != second.empty()) fail(title + ": judged otherwise once it was written and read again");
  }

  /// Documents for which the suite wants a server stand beside it; this program fetches nothing, so they are handed
  /// over.
  thoth::Result<thoth::SchemaPtr> compile(const std::string& draft, const Node& schema) {
    thoth::json_schema::Documents documents;
    for (const fs::path& file : json_files(folder_ / "remotes")) {
      const std::string path = fs::relative(file, folder_ / "remotes").string();
      if (path.starts_with("draft") && !path.starts_with(draft + '/')) continue;
      std::string text = read(file);
      // Those that belong to no draft are of the one that is run.
      const auto first = text.find('{');
      if (draft == "draft7" && first != std::string::npos && text.find("$schema") == std::string::npos) {
        text.insert(first + 1, "\"$schema\": \"http://json-schema.org/draft-07/schema#\", ");
      }
      (void)documents.add("http://localhost:1234/" + path, path, std::move(text));
    }
    std::string text;
    thoth::json::write(schema, text);
    if (draft == "draft7" && text.starts_with('{') && text.find("$schema") == std::string::npos) {
      text.insert(1, R"("$schema":"http://json-schema.org/draft-07/schema#")" + std::string(text == "{}" ? "" : ","));
    }
    THOTH_TRY_ASSIGN(const auto* root, documents.add("test:/schema", "schema", std::move(text)));
    return thoth::json_schema::Compiler(documents).compile(*root, "test");
  }

  fs::path folder_;
  std::map<std::string, bool> left_out_;
  std::size_t written_ = 0;
  bool failed_ = false;
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    fmt::print(stderr, "usage: suite FOLDER LEFT_OUT\n");
    return 2;
  }
  return Suite(arguments[1], arguments[2]).run();
}
