#include "reading/shown_value.hpp"

#include <utility>

#include "judging/masking.hpp"
#include "thoth/json.hpp"

namespace thoth::cli {

/// For a type with secrets, where there is no telling in which part of the bytes one stands.
void ShownValues::hide_all(const JudgedRecord& judged, ShownValue& value) {
  text_ = std::string("\"") + secret_mark + '"';
  violations_ = judged.violations;
  for (Violation& violation : violations_) violation.found = secret_mark;
  value = {text_, false, true, &violations_};
}

/// What stands for the bytes: contents where those bring the very bytes back when they are sent, else the bytes
/// themselves, beside contents to read where they are JSON.
ShownValue ShownValues::show(const JudgedRecord& judged) {
  ShownValue value{std::nullopt, false, false, &judged.violations};
  if (!judged.record.value) return value;
  const std::string_view bytes = *judged.record.value;
  const bool may_hold_secrets = judged.topic.secretive && secrets_ == Secrets::masked;
  if (judged.canonical && !may_hold_secrets && bytes != "null") {
    value.contents = bytes;
    return value;
  }
  const json::Node* const root = judged.contents.root();
  if (may_hold_secrets && root == nullptr) {
    hide_all(judged, value);
    return value;
  }
  value.with_bytes = true;
  if (root == nullptr || root->kind == json::Kind::null) return value;
  text_.clear();
  if (may_hold_secrets) {
    Masked masked = mask(*judged.topic.schema, *root);
    text_ = std::move(masked.text);
    value.masked = !masked.pointers.empty();
    violations_ = judged.violations;
    mask(masked.pointers, violations_);
    value.violations = &violations_;
  } else {
    json::write(*root, text_);
  }
  value.contents = text_;
  // A valid message in another form would go out in the canonical one; a broken or unknown one goes out as it stands.
  const bool kept_as_is = judged.topic.schema == nullptr || judged.canonical || !judged.valid();
  if (value.masked || (kept_as_is && text_ == bytes)) value.with_bytes = false;
  return value;
}

}  // namespace thoth::cli
