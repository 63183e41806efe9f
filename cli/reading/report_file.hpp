// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "output/output_file.hpp"
#include "program/context.hpp"
#include "program/exit_code.hpp"
#include "reading/sweep.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

/// Opens and empties the file that --output names, before anything is read; none if none is named. `formats`: the words
/// of -f, which are more likely meant as that than as a file's name. Errors: usage, io.
Result<std::optional<OutputFile>> open_report(const std::optional<std::string>& path,
                                              std::initializer_list<std::string_view> formats, Context& context);

/// Columns of a report in text: the terminal's. Lines of a file are for tools too, and stay whole.
[[nodiscard]] std::size_t report_width(const Output& out, const Context& context);

/// How a command ends whose report was written: as `outcome` says, unless writing failed or not all was read. That the
/// time was over is a warning. `written`: an error of writing, which a reader that has gone has no need of.
Result<ExitCode> end_of_report(const Result<void>& written, const std::optional<CutShort>& cut, ExitCode outcome,
                               const Output& out, Context& context);

}  // namespace thoth::cli
