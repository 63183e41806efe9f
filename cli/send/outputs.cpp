// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/outputs.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "output/output_file.hpp"
#include "program/signals.hpp"

namespace thoth::cli {
namespace {

struct OptionFile {
  std::string option;  ///< empty: an input
  NamedFile file;
};

/// The inputs, unless they are on the command line.
std::vector<OptionFile> input_files(const SendOptions& options) {
  std::vector<OptionFile> files;
  for (const std::string& path : options.files) files.push_back({"", {path, STDIN_FILENO}});
  const auto& contents = options.message_contents;
  if (contents && (*contents == "-" || contents->starts_with('@'))) {
    files.push_back({"", {*contents == "-" ? "-" : contents->substr(1), STDIN_FILENO}});
  }
  return files;
}

std::vector<OptionFile> output_files(const SendOptions& options) {
  std::vector<OptionFile> files;
  if (options.undelivered) files.push_back({"--undelivered", {*options.undelivered}});
  if (options.receipts) files.push_back({"--receipts", {*options.receipts, STDOUT_FILENO}});
  return files;
}

/// The permissions that a file made of the inputs may have at most.
mode_t mode_like_all(const std::vector<OptionFile>& inputs) {
  mode_t mode = 0666;
  for (const OptionFile& input : inputs) mode &= mode_like(input.file);
  return mode;
}

/// What of a file is not white space, up to the third character; none of one that cannot be read.
std::optional<std::string> first_characters(const std::string& path) {
  std::ifstream file(path);
  if (!file) return std::nullopt;
  std::string text;
  for (char character = 0; text.size() < 3 && file >> character;) text += character;
  return text;
}

/// What an earlier run did not deliver would be lost if the file were replaced.
Result<void> check_undelivered(const std::string& path) {
  std::error_code none;
  if (!std::filesystem::is_regular_file(path, none)) return {};
  const auto text = first_characters(path);
  if (text && (text->empty() || *text == "[]")) return {};
  const bool has_entries = !text || text->front() == '[' || text->front() == '{';
  return fail(ErrorCode::usage, "", "--undelivered",
              "\"" + path + (has_entries ? "\" holds messages of an earlier run" : "\" is not a message file"),
              has_entries ? "send or remove them first; nothing was sent" : "name another file; nothing was sent");
}

}  // namespace

Result<void> check_files(const SendOptions& options) {
  if (options.undelivered == "-") {
    return fail(ErrorCode::usage, "", "--undelivered",
                "it cannot be standard output, because it is written as a whole at the end", "name a file");
  }
  if (std::count(options.files.begin(), options.files.end(), "-") > 1) {
    return fail(ErrorCode::usage, "", "send", "standard input can be named only once", "");
  }
  std::vector<OptionFile> files = input_files(options);
  for (OptionFile& output : output_files(options)) {
    for (const OptionFile& other : files) {
      if (!is_same(other.file, output.file)) continue;
      return fail(ErrorCode::usage, "", output.option,
                  "\"" + output.file.path + "\" is also " +
                      (other.option.empty() ? "an input file" : "the file of " + other.option),
                  "name another file; nothing was sent");
    }
    files.push_back(std::move(output));
  }
  if (!options.undelivered || options.dry_run) return {};
  return check_undelivered(*options.undelivered);
}

Result<SendOutputs> open_outputs(const SendOptions& options, std::uint64_t room,
                                 std::chrono::milliseconds deadline_left) {
  SendOutputs outputs;
  const mode_t mode = mode_like_all(input_files(options));
  // First what may have to wait for a reader: there is nothing to put in order yet.
  if (options.receipts) {
    const signals::EndAtOnce at_once(deadline_left, "the receipts file was open");
    Receipts receipts = THOTH_TRY(Receipts::open(*options.receipts, mode));
    outputs.receipts.emplace(std::move(receipts));
  }
  if (options.undelivered) {
    UndeliveredFile undelivered = THOTH_TRY(UndeliveredFile::open(*options.undelivered, room, mode));
    outputs.undelivered.emplace(std::move(undelivered));
  }
  if (outputs.receipts) THOTH_TRY(outputs.receipts->clear());
  return outputs;
}

Result<void> write_empty_outputs(const SendOptions& options, std::chrono::milliseconds deadline_left) {
  SendOutputs outputs = THOTH_TRY(open_outputs(options, 0, deadline_left));
  if (outputs.undelivered) THOTH_TRY(outputs.undelivered->commit());
  return {};
}

}  // namespace thoth::cli
