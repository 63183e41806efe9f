// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/shown_value.hpp"

#include <utility>

#include "validation/secrets.hpp"
#include "thoth/json.hpp"

namespace thoth::cli {

/// For a type with secrets, where there is no telling in which part of the bytes one stands.
void ShownValues::hide_all(const ValidatedRecord& validated, ShownValue& value) {
  text_ = std::string("\"") + secret_mark + '"';
  violations_ = validated.violations;
  for (Violation& violation : violations_) violation.found = secret_mark;
  value = {text_, false, true, &violations_};
}

/// What stands for the bytes: contents where those bring the very bytes back when they are sent, else the bytes
/// themselves, beside contents to read where they are JSON.
ShownValue ShownValues::show(const ValidatedRecord& validated) {
  ShownValue value{std::nullopt, false, false, &validated.violations};
  if (!validated.record.value) return value;
  const std::string_view bytes = *validated.record.value;
  const bool may_hold_secrets = validated.topic.secretive && secrets_ == Secrets::masked;
  if (validated.canonical && !may_hold_secrets && bytes != "null") {
    value.contents = bytes;
    return value;
  }
  const json::Node* const root = validated.contents.root();
  if (may_hold_secrets && root == nullptr) {
    hide_all(validated, value);
    return value;
  }
  value.with_bytes = true;
  if (root == nullptr || root->kind == json::Kind::null) return value;
  text_.clear();
  if (may_hold_secrets) {
    Masked masked = mask(*validated.topic.schema, *root);
    text_ = std::move(masked.text);
    value.masked = !masked.pointers.empty();
    violations_ = validated.violations;
    mask(masked.pointers, violations_);
    value.violations = &violations_;
  } else {
    json::write(*root, text_);
  }
  value.contents = text_;
  // A valid message in another form would go out in the canonical one; a broken or unknown one goes out as it stands.
  const bool kept_as_is = validated.topic.schema == nullptr || validated.canonical || !validated.valid();
  if (value.masked || (kept_as_is && text_ == bytes)) value.with_bytes = false;
  return value;
}

}  // namespace thoth::cli
