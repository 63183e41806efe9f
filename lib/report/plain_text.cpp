#include "report/plain_text.hpp"

#include <fmt/format.h>

#include <iterator>

#include "base/utf8.hpp"

namespace thoth {

std::string plain_text(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at != end;) {
    const std::size_t length = utf8::length(at, end);
    const char32_t point = length == 0 ? 0xFFFD : utf8::code_point(at, length);
    const bool not_for_xml = point == 0xFFFE || point == 0xFFFF;
    if (length == 0) {
      line += "\xEF\xBF\xBD";
    } else if (point < 0x20 || (point >= 0x7F && point < 0xA0) || not_for_xml) {
      fmt::format_to(std::back_inserter(line), "\\u{:04x}", static_cast<unsigned>(point));
    } else {
      line.append(at, length);
    }
    at += length == 0 ? 1 : length;
  }
  return line;
}

}  // namespace thoth
