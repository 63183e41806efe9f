#include "report/violations_member.hpp"

#include <fmt/format.h>

#include "thoth/json.hpp"

namespace thoth {

void append_violations(const Violations& violations, std::string& out) {
  out += ",\"violations\":[";
  const char* separator = "";
  for (const Violation& violation : violations) {
    out += fmt::format(R"({}{{"code":"{}","pointer":)", separator, name(violation.code));
    json::write_string(violation.pointer, out);
    out += ",\"message\":";
    json::write_string(violation.message(), out);
    out += '}';
    separator = ",";
  }
  out += ']';
}

}  // namespace thoth
