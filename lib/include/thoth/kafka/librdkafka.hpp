// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#pragma GCC visibility push(default)

namespace thoth::kafka {

/// The version of the librdkafka that is loaded, such as "2.0.2"; the one that was compiled against may be another.
[[nodiscard]] std::string librdkafka_version();

/// What that librdkafka can do, in its own words: "gzip, snappy, ssl, …".
[[nodiscard]] std::string librdkafka_features();

/// The version of the OpenSSL that it and this library use, such as "3.0.17".
[[nodiscard]] std::string openssl_version();

}  // namespace thoth::kafka

#pragma GCC visibility pop
