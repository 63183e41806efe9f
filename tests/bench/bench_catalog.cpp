// SPDX-License-Identifier: GPL-3.0-or-later
// What schemas that users bring cost within a process, for bench_catalog.py: `judge SCHEMA DOCUMENTS` (a document a
// line) prints nanoseconds a document, read and validated, and validated alone; `compile SCHEMA` prints seconds.
#include <fmt/format.h>
#include <thoth/catalog.hpp>
#include <thoth/catalog_file.hpp>
#include <thoth/json.hpp>
#include <thoth/validation.hpp>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "median.hpp"

namespace {

constexpr int rounds = 7;
constexpr double least_seconds = 0.2;  // of a round

[[noreturn]] void give_up(const std::string& reason) {
  fmt::print(stderr, "bench_catalog: {}\n", reason);
  std::exit(EXIT_FAILURE);
}

thoth::SchemaPtr compiled(const std::string& path) {
  thoth::Catalog catalog;
  const auto added = thoth::add_catalog_file(catalog, path);
  if (!added) give_up(added.error().text());
  return catalog.schemas().front();
}

std::vector<std::string> lines_of(const std::string& path) {
  std::ifstream stream(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  if (lines.empty()) give_up(path + " holds no line");
  return lines;
}

/// Nanoseconds that `once` takes for each of `count` documents, all of which it goes through.
template <class Once>
double nanoseconds(std::size_t count, Once once) {
  once();
  std::vector<double> taken;
  for (int round = 0; round < rounds; ++round) {
    std::size_t times = 0;
    double seconds = 0;
    for (; seconds < least_seconds; ++times) seconds += thoth::bench::processor_seconds(once);
    taken.push_back(seconds / static_cast<double>(times * count) * 1e9);
  }
  return thoth::bench::median(taken);
}

void validate(const std::string& schema_path, const std::string& documents_path) {
  const thoth::SchemaPtr schema = compiled(schema_path);
  const std::vector<std::string> lines = lines_of(documents_path);
  thoth::MessageValidator validator({thoth::Strict::no, {}, thoth::Wire::skip, thoth::Detail::full});
  const double both = nanoseconds(lines.size(), [&] {
    for (const std::string& line : lines) {
      const auto& result = validator.validate_bytes(schema.get(), line);
      if (!result.valid()) give_up("a document is not valid: " + result.violations.front().message());
    }
  });
  std::vector<thoth::json::Parsed> read;
  for (const std::string& line : lines) read.push_back(thoth::json::parse(line));
  const double alone = nanoseconds(lines.size(), [&] {
    for (const auto& one : read) {
      if (!thoth::validate(*schema, one.document->root()).empty()) give_up("a document is not valid");
    }
  });
  fmt::print("{:.0f} {:.0f}\n", both, alone);
}

void compile(const std::string& schema_path) {
  std::vector<double> taken;
  for (int round = 0; round < rounds; ++round) {
    taken.push_back(thoth::bench::processor_seconds([&] { compiled(schema_path); }));
  }
  fmt::print("{:.6f}\n", thoth::bench::median(taken));
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc > 1 ? argv[1] : "";
  if (what == "judge" && argc == 4) {
    validate(argv[2], argv[3]);
  } else if (what == "compile" && argc == 3) {
    compile(argv[2]);
  } else {
    give_up("usage: bench_catalog judge SCHEMA DOCUMENTS | compile SCHEMA");
  }
  return EXIT_SUCCESS;
}
