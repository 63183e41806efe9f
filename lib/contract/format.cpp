#include "contract/format.hpp"

#include <arpa/inet.h>
#include <uriparser/Uri.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <string>
#include <utility>

#include "base/characters.hpp"
#include "contract/pattern.hpp"
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

/// The number that `text` is, which must be `size` digits.
std::optional<int> digits(std::string_view text, std::size_t size) {
  if (text.size() != size || !std::all_of(text.begin(), text.end(), json::is_digit)) return std::nullopt;
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const auto year = digits(text.substr(0, 4), 4);
  const auto month = digits(text.substr(5, 2), 2);
  const auto day = digits(text.substr(8, 2), 2);
  if (!year || !month || !day || *month < 1 || *month > 12 || *day < 1) return false;
  constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (*year % 4 == 0 && *year % 100 != 0) || *year % 400 == 0;
  return *day <= days.at(static_cast<std::size_t>(*month) - 1) + (*month == 2 && leap ? 1 : 0);
}

/// Minutes east of Greenwich; none if the text is no offset of RFC 3339.
std::optional<int> offset_minutes(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const auto hours = digits(text.substr(1, 2), 2);
  const auto minutes = digits(text.substr(4, 2), 2);
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  return (text[0] == '-' ? -1 : 1) * (*hours * 60 + *minutes);
}

bool is_time(std::string_view text) {
  if (text.size() < 9 || text[2] != ':' || text[5] != ':') return false;
  const auto hour = digits(text.substr(0, 2), 2);
  const auto minute = digits(text.substr(3, 2), 2);
  const auto second = digits(text.substr(6, 2), 2);
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return false;
  text.remove_prefix(8);
  if (text[0] == '.') {
    text.remove_prefix(1);
    const std::size_t fraction = std::min(text.find_first_not_of("0123456789"), text.size());
    if (fraction == 0) return false;
    text.remove_prefix(fraction);
  }
  const auto offset = offset_minutes(text);
  if (!offset) return false;
  if (*second < 60) return true;
  // A leap second is the last of a day in Greenwich.
  constexpr int day = 24 * 60;
  return (*hour * 60 + *minute - *offset + 2 * day) % day == day - 1;
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
  return Pattern::compile(text).has_value();
}

}  // namespace thoth
