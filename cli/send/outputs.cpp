// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/outputs.hpp"

#include <unistd.h>

#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "output/output_file.hpp"
#include "program/signals.hpp"

namespace thoth::cli {
namespace {

struct OptionFile {
  std::string option;
  NamedFile file;
};

/// The input, unless it is on the command line.
std::optional<OptionFile> input_file(const SendOptions& options) {
  const auto& contents = options.message_contents;
  if (options.message_file) return OptionFile{"--message-file", {*options.message_file, STDIN_FILENO}};
  if (contents && (*contents == "-" || contents->starts_with('@'))) {
    return OptionFile{"--message-contents", {*contents == "-" ? "-" : contents->substr(1), STDIN_FILENO}};
  }
  return std::nullopt;
}

std::vector<OptionFile> named_files(const SendOptions& options) {
  std::vector<OptionFile> files;
  if (auto input = input_file(options)) files.push_back(*std::move(input));
  if (options.undelivered) files.push_back({"--undelivered", {*options.undelivered}});
  if (options.receipts) files.push_back({"--receipts", {*options.receipts, STDOUT_FILENO}});
  return files;
}

}  // namespace

Result<void> check_files(const SendOptions& options) {
  if (options.undelivered == "-") {
    return fail(ErrorCode::usage, "", "--undelivered",
                "it cannot be standard output, because it is written as a whole at the end", "name a file");
  }
  const std::vector<OptionFile> files = named_files(options);
  for (std::size_t one = 0; one < files.size(); ++one) {
    for (std::size_t other = one + 1; other < files.size(); ++other) {
      if (!is_same(files[one].file, files[other].file)) continue;
      return fail(ErrorCode::usage, "", files[other].option,
                  "\"" + files[other].file.path + "\" is also the file of " + files[one].option,
                  "name another file; nothing was sent");
    }
  }
  return {};
}

Result<SendOutputs> open_outputs(const SendOptions& options, std::uint64_t room,
                                 std::chrono::milliseconds deadline_left) {
  SendOutputs outputs;
  const auto input = input_file(options);
  const mode_t mode = input ? mode_like(input->file) : 0666;
  // First what may have to wait for a reader: there is nothing to put in order yet.
  if (options.receipts) {
    const signals::EndAtOnce at_once(deadline_left, "the receipts file was open");
    THOTH_TRY_ASSIGN(Receipts receipts, Receipts::open(*options.receipts, mode));
    outputs.receipts.emplace(std::move(receipts));
  }
  if (options.undelivered) {
    THOTH_TRY_ASSIGN(UndeliveredFile undelivered, UndeliveredFile::open(*options.undelivered, room, mode));
    outputs.undelivered.emplace(std::move(undelivered));
  }
  if (outputs.receipts) THOTH_TRY(outputs.receipts->clear());
  return outputs;
}

Result<void> write_empty_outputs(const SendOptions& options, std::chrono::milliseconds deadline_left) {
  THOTH_TRY_ASSIGN(SendOutputs outputs, open_outputs(options, 0, deadline_left));
  if (outputs.undelivered) THOTH_TRY(outputs.undelivered->commit());
  return {};
}

}  // namespace thoth::cli
