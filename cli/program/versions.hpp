// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace thoth::cli {

/// What --version prints, a line each: thoth-msg, the librdkafka that is loaded with what it can do, OpenSSL; and of a
/// static program all else that is compiled in.
[[nodiscard]] std::string versions();

}  // namespace thoth::cli
