// SPDX-License-Identifier: GPL-3.0-or-later
// How fast entries are read, validated and brought into their wire form, beside a parser that only parses: strict
// rapidjson over the same bytes in the same run, in turns, on one core.
#include <fmt/format.h>
#include <rapidjson/reader.h>
#include <thoth/message_file.hpp>
#include <thoth/messages/all.hpp>
#include <thoth/validation.hpp>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "median.hpp"
#include "sample.hpp"

namespace {

using thoth::bench::Form;

constexpr int rounds = 7;
constexpr std::uint64_t entries = 1'000'000;
constexpr std::uint64_t triggers = 10'000;

[[noreturn]] void give_up(const std::string& reason) {
  fmt::print(stderr, "bench_validate: {}\n", reason);
  std::exit(EXIT_FAILURE);
}

/// Parses every entry with an empty handler.
void parse_bare(const std::string& text, std::uint64_t count) {
  constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag |
                             rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseStopWhenDoneFlag;
  rapidjson::StringStream stream(text.c_str());
  rapidjson::BaseReaderHandler<> handler;
  rapidjson::Reader reader;
  std::uint64_t parsed = 0;
  while (stream.Peek() != '\0') {
    if (reader.Parse<flags>(stream, handler).IsError()) give_up("rapidjson refused the sample");
    while (stream.Peek() == '\n') stream.Take();
    ++parsed;
  }
  if (parsed != count) give_up("rapidjson lost an entry");
}

/// Reads and validates every entry; the number of bytes that would go on the wire.
std::uint64_t validate_all(thoth::file::Reader& reader, thoth::MessageValidator& validator, std::uint64_t count) {
  thoth::file::Entry entry;
  std::uint64_t valid = 0;
  std::uint64_t wire_bytes = 0;
  while (true) {
    const auto more = reader.next(entry);
    if (!more) give_up(more.error().text());
    if (!*more) break;
    const thoth::Schema* schema = thoth::messages::catalog().find(entry.topic_name);
    if (schema == nullptr) give_up("unknown topic " + entry.topic_name);
    const thoth::ValidationResult& result = validator.validate(*schema, entry.contents);
    if (result.valid()) ++valid;
    wire_bytes += result.wire.size();
  }
  if (valid != count) give_up("an entry of the sample is not valid");
  return wire_bytes;
}

void measure(const char* name, const std::string& text, std::uint64_t count, thoth::Wire wire, const char* wanted) {
  const double megabytes = static_cast<double>(text.size()) / 1e6;

  std::string copy = text;
  thoth::file::Reader reader(thoth::file::Source::from_text(std::move(copy), "sample"));
  thoth::MessageValidator validator({thoth::Strict::no, {}, wire});
  std::vector<double> bare;
  std::vector<double> validated;
  std::uint64_t wire_bytes = 0;
  for (int round = 0; round < rounds; ++round) {
    bare.push_back(thoth::bench::processor_seconds([&] { parse_bare(text, count); }));
    reader.rewind();
    validated.push_back(thoth::bench::processor_seconds([&] { wire_bytes = validate_all(reader, validator, count); }));
  }
  const double bare_median = thoth::bench::median(bare);
  const double validated_median = thoth::bench::median(validated);
  fmt::print("{:<20} {:>6.0f} {:>8} {:>10.0f} {:>10.0f} {:>10.3f} {:>8.2f} {:>10}\n", name, megabytes,
             wire_bytes / count, megabytes / bare_median, megabytes / validated_median, validated_median,
             bare_median / validated_median, wanted);
}

std::string solved_packages(Form form) {
  std::string text;
  for (std::uint64_t number = 0; number < entries; ++number) append_entry(number, form, text);
  return text;
}

std::string adviser_triggers() {
  std::string text;
  for (std::uint64_t number = 0; number < triggers; ++number) thoth::bench::append_trigger(number, text);
  return text;
}

/// What an entry costs within a program that has started, by how many there are.
void measure_flat() {
  const std::string text = solved_packages(Form::canonical);
  for (std::uint64_t count = 1000; count <= entries; count *= 10) {
    std::size_t end = 0;
    for (std::uint64_t line = 0; line < count; ++line) end = text.find('\n', end) + 1;
    thoth::file::Reader reader(thoth::file::Source::from_text(text.substr(0, end), "sample"));
    thoth::MessageValidator validator({thoth::Strict::no, {}, thoth::Wire::skip});
    std::vector<double> validated;
    for (int round = 0; round < rounds; ++round) {
      const double taken = thoth::bench::processor_seconds([&] {
        for (std::uint64_t again = 0; again < entries / count; ++again) {
          reader.rewind();
          validate_all(reader, validator, count);
        }
      });
      validated.push_back(taken / static_cast<double>(entries) * 1e9);
    }
    fmt::print("an entry of {:>7}, in-process, {:>6.0f} ns\n", count, thoth::bench::median(validated));
  }
}

}  // namespace

int main() {
  fmt::print(
      "Reading, judging and wire form of {} solved-package entries and {} adviser-trigger ones, processor time, "
      "medians of "
      "{}\n",
      entries, triggers, rounds);
  fmt::print("{:<20} {:>6} {:>8} {:>10} {:>10} {:>10} {:>8} {:>10}\n", "contents", "MB", "B wire", "rapidjson", "thoth",
             "thoth", "ratio", "wanted");
  fmt::print("{:<20} {:>6} {:>8} {:>10} {:>10} {:>10}\n", "", "", "", "MB/s", "MB/s", "s");
  measure("canonical", solved_packages(Form::canonical), entries, thoth::Wire::make, ">= 2.0");
  measure("not canonical", solved_packages(Form::spaced), entries, thoth::Wire::skip, ">= 2.0");
  measure("its wire form too", solved_packages(Form::spaced), entries, thoth::Wire::make, "");
  measure("triggers of 20 KB", adviser_triggers(), triggers, thoth::Wire::skip, ">= 1.5");
  measure_flat();
  return EXIT_SUCCESS;
}
