// SPDX-License-Identifier: GPL-3.0-or-later
#include "yaml/read.hpp"

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/node/node.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <utility>

#include "base/utf8.hpp"
#include "yaml/builder.hpp"

namespace thoth::yaml {
namespace {

/// yaml-cpp takes some bytes for the end of the text, and mends others silently.
void check_bytes(std::string_view text) {
  const auto* const control = std::find_if(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7f;
  });
  if (control != text.end()) {
    throw Fault{static_cast<std::size_t>(control - text.begin()), "a control character is not allowed here",
                "write it as an escape, in double quotes"};
  }
  if (!utf8::is_valid(text)) throw Fault{0, "the file is not UTF-8", ""};
}

std::size_t offset(const YAML::Mark& mark, std::string_view text) {
  return mark.is_null() ? text.size() : std::min(text.size(), static_cast<std::size_t>(mark.pos));
}

}  // namespace

tl::expected<std::unique_ptr<json::Document>, Fault> read(std::string_view text) {
  try {
    check_bytes(text);
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    Builder builder;
    while (parser.HandleNextDocument(builder)) {
    }
    auto document = builder.release();
    if (document == nullptr) return tl::unexpected(Fault{0, "it is empty", ""});
    return document;
  } catch (const YAML::Exception& error) {
    return tl::unexpected(Fault{offset(error.mark, text), error.msg, ""});
  } catch (Fault& fault) {
    fault.at = std::min(fault.at, text.size());
    return tl::unexpected(std::move(fault));
  }
}

}  // namespace thoth::yaml
