// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/parts.hpp"

#include "json_schema/uri.hpp"

namespace thoth::json_schema {
namespace {

class PartSearch {
 public:
  explicit PartSearch(const Documents& documents) : documents_(documents) {}

  void search(const File& file, const std::string& base) {
    file_ = &file;
    visit(file.document->root(), base);
  }

  /// The next file to search, or null.
  const File* next() {
    while (!found_.empty()) {
      const File* const file = documents_.loaded(found_.back());
      found_.pop_back();
      if (file != nullptr) return file;
    }
    return nullptr;
  }

  [[nodiscard]] std::unordered_set<std::string>& parts() { return parts_; }

 private:
  // Recursion is bounded: a Document is at most json::max_depth deep.
  void visit(const json::Node& node, const std::string& base) {
    for (const json::Node& item : node.items) visit(item, base);
    if (node.kind != json::Kind::object) return;
    const json::Node* const id = node.find("$id");
    const auto renamed =
        id != nullptr && id->kind == json::Kind::string ? resolve_uri(base, std::string(id->text)) : std::nullopt;
    for (const json::Member& member : node.members) {
      if (member.name == "$ref" && member.value.kind == json::Kind::string)
        add(member.value.text, renamed.value_or(base));
      visit(member.value, renamed.value_or(base));
    }
  }

  void add(std::string_view reference, const std::string& base) {
    if (reference.starts_with('#') || !seen_.emplace(base + '\n' + std::string(reference)).second) return;
    const auto uri = documents_.file_of(std::string(reference), base, *file_);
    if (uri && *uri != file_->uri && parts_.insert(*uri).second) found_.push_back(*uri);
  }

  const Documents& documents_;
  const File* file_ = nullptr;
  std::unordered_set<std::string> seen_;
  std::unordered_set<std::string> parts_;
  std::vector<std::string> found_;
};

}  // namespace

std::unordered_set<std::string> parts_of(const std::vector<const Resource*>& async_apis, const Documents& documents) {
  PartSearch search(documents);
  for (const Resource* root : async_apis) search.search(*root->file, root->uri);
  while (const File* const file = search.next()) search.search(*file, file->uri);
  return std::move(search.parts());
}

}  // namespace thoth::json_schema
