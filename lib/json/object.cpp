// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdexcept>
#include <utility>

#include "json/describe.hpp"
#include "thoth/json.hpp"

namespace thoth::json {
namespace {

[[noreturn]] void refuse(const Violation& violation) {
  throw std::invalid_argument("reading a JSON object: line " + std::to_string(violation.place.line) + ", column " +
                              std::to_string(violation.place.column) + ": " + violation.message());
}

}  // namespace

Object Object::from_canonical(std::string text) {
  Object object;
  object.text_ = std::move(text);
  return object;
}

Object::Object(std::string_view text) {
  const auto parsed = parse(text);
  if (!parsed.violations.empty()) refuse(parsed.violations.front());
  const Node& root = parsed.document->root();
  if (root.kind != Kind::object) {
    Violation violation{Code::type, "", advance(Place{}, text.substr(0, root.begin)), "an object", describe(root), ""};
    refuse(violation);
  }
  text_.clear();
  write(root, text_);
}

}  // namespace thoth::json
