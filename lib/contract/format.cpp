// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/format.hpp"

#include <arpa/inet.h>
#include <uriparser/Uri.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <string>
#include <utility>

#include "base/characters.hpp"
#include "base/rfc3339.hpp"
#include "contract/ecma_regex.hpp"
#include "thoth/json_pointer.hpp"

namespace thoth {
namespace {

constexpr std::array<std::pair<std::string_view, Format>, 13> formats{{
    {"date-time", Format::date_time},
    {"date", Format::date},
    {"time", Format::time},
    {"duration", Format::duration},
    {"email", Format::email},
    {"hostname", Format::hostname},
    {"ipv4", Format::ipv4},
    {"ipv6", Format::ipv6},
    {"uri", Format::uri},
    {"uri-reference", Format::uri_reference},
    {"uuid", Format::uuid},
    {"json-pointer", Format::json_pointer},
    {"regex", Format::regex},
}};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_hexadecimal(char c) {
  return json::is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_date(std::string_view text) {
  return rfc3339::parse_date(text).has_value();
}

bool is_time(std::string_view text) {
  const auto time = rfc3339::parse_time(text);
  if (!time || !time->is_leap_second) return time.has_value();
  // A leap second is the last of a day in Greenwich.
  const auto end = std::chrono::floor<std::chrono::minutes>(time->since_midnight) - time->offset;
  return end % std::chrono::days(1) == std::chrono::minutes(0);
}

bool is_date_time(std::string_view text) {
  return text.size() > 11 && (text[10] == 'T' || text[10] == 't') && is_date(text.substr(0, 10)) &&
         is_time(text.substr(11));
}

/// `units` in their order, each a number and its letter; at least one, and no gap between the first and the last.
bool are_units(std::string_view text, std::string_view units) {
  if (text.empty()) return false;
  std::size_t next = std::string_view::npos;
  while (!text.empty()) {
    const std::size_t number = std::min(text.find_first_not_of("0123456789"), text.size());
    if (number == 0 || number == text.size()) return false;
    const std::size_t unit = units.find(text[number]);
    if (unit == std::string_view::npos || (next != std::string_view::npos && unit != next)) return false;
    next = unit + 1;
    text.remove_prefix(number + 1);
  }
  return true;
}

bool is_duration(std::string_view text) {
  if (text.size() < 2 || text[0] != 'P') return false;
  text.remove_prefix(1);
  if (text.back() == 'W') return are_units(text, "W");
  const auto mark = text.find('T');
  if (mark != std::string_view::npos && !are_units(text.substr(mark + 1), "HMS")) return false;
  return mark == 0 || are_units(text.substr(0, mark), "YMD");
}

bool is_hostname(std::string_view text) {
  if (text.empty() || text.size() > 253) return false;
  while (true) {
    const std::string_view label = text.substr(0, text.find('.'));
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
    if (!std::all_of(label.begin(), label.end(),
                     [](char c) { return is_letter(c) || json::is_digit(c) || c == '-'; })) {
      return false;
    }
    if (label.size() == text.size()) return true;
    text.remove_prefix(label.size() + 1);
  }
}

bool is_address(int family, std::string_view text) {
  std::array<unsigned char, sizeof(in6_addr)> address{};
  return text.find('\0') == std::string_view::npos &&
         ::inet_pton(family, std::string(text).c_str(), address.data()) == 1;
}

bool is_atom(std::string_view text) {
  if (text.empty() || text.front() == '.' || text.back() == '.' || text.find("..") != std::string_view::npos) {
    return false;
  }
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || json::is_digit(c) ||
           std::string_view(".!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
  });
}

/// A quoted local part: characters, of which quotes and backslashes have a backslash before them.
bool is_quoted(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return false;
  text = text.substr(1, text.size() - 2);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"' || static_cast<unsigned char>(text[i]) < 0x20 || text[i] == '\x7F') return false;
    if (text[i] == '\\' && ++i == text.size()) return false;
  }
  return true;
}

bool is_email(std::string_view text) {
  const auto at = text.rfind('@');
  if (at == std::string_view::npos) return false;
  const std::string_view local = text.substr(0, at);
  std::string_view domain = text.substr(at + 1);
  if (!is_atom(local) && !is_quoted(local)) return false;
  if (!domain.starts_with('[')) return is_hostname(domain);
  if (!domain.ends_with(']')) return false;
  domain = domain.substr(1, domain.size() - 2);
  constexpr std::string_view tag = "IPv6:";
  return domain.starts_with(tag) ? is_address(AF_INET6, domain.substr(tag.size())) : is_address(AF_INET, domain);
}

enum class Reference : bool { absolute, any };

bool is_uri(std::string_view text, Reference kind) {
  UriUriA uri;
  const char* error = nullptr;
  if (::uriParseSingleUriExA(&uri, text.data(), text.data() + text.size(), &error) != URI_SUCCESS) return false;
  const bool fits = kind == Reference::any || uri.scheme.first != nullptr;
  ::uriFreeUriMembersA(&uri);
  return fits;
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    if (hyphen ? text[i] != '-' : !is_hexadecimal(text[i])) return false;
  }
  return true;
}

}  // namespace

std::optional<Format> format_named(std::string_view name) {
  const auto* const found =
      std::find_if(formats.begin(), formats.end(), [name](const auto& known) { return known.first == name; });
  return found == formats.end() ? std::nullopt : std::optional(found->second);
}

std::string_view name(Format format) {
  return std::find_if(formats.begin(), formats.end(), [format](const auto& known) { return known.second == format; })
      ->first;
}

bool has_format(std::string_view text, Format format) {
  switch (format) {
    case Format::date_time:
      return is_date_time(text);
    case Format::date:
      return is_date(text);
    case Format::time:
      return is_time(text);
    case Format::duration:
      return is_duration(text);
    case Format::email:
      return is_email(text);
    case Format::hostname:
      return is_hostname(text);
    case Format::ipv4:
      return is_address(AF_INET, text);
    case Format::ipv6:
      return is_address(AF_INET6, text);
    case Format::uri:
      return is_uri(text, Reference::absolute);
    case Format::uri_reference:
      return is_uri(text, Reference::any);
    case Format::uuid:
      return is_uuid(text);
    case Format::json_pointer:
      return json::Pointer::parse(text).has_value();
    case Format::regex:
      break;
  }
  return is_ecma_regex(text);
}

}  // namespace thoth
