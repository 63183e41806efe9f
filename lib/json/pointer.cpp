#include "json/pointer.hpp"

#include <algorithm>

#include "thoth/violation.hpp"

namespace thoth::json {

void append_name(std::string_view name, std::string& pointer) {
  if (pointer.size() + name.size() > longest_pointer) {
    pointer += "/…";
  } else {
    const bool escapes = std::any_of(name.begin(), name.end(), [](char c) { return c == '~' || c == '/'; });
    escapes ? pointer.append(pointer_token(name)) : pointer.append(1, '/').append(name);
  }
}

void append_index(std::size_t index, std::string& pointer) {
  pointer += '/' + std::to_string(index);
}

}  // namespace thoth::json
