// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/shown_value.hpp"

#include <utility>

#include "thoth/json.hpp"
#include "validation/secrets.hpp"

namespace thoth::cli {

std::optional<std::string_view> printed_value(const kafka::Record& record, json::LazyTree& contents) {
  const bool has_prefix = record.value && contents.text().size() != record.value->size();
  if (has_prefix && contents.root() != nullptr) return contents.text();
  return record.value;
}

/// What stands for the bytes: contents where those bring the very bytes back when they are sent, else the bytes
/// themselves, beside contents to read where they are JSON.
ShownValue ShownValues::show(const ValidatedRecord& validated) {
  ShownValue value;
  if (!validated.record.value) return value;
  const std::string_view bytes = validated.contents.text();
  const bool may_hold_secrets = validated.topic.secretive && secrets_ == Secrets::masked;
  if (validated.canonical && !may_hold_secrets && bytes != "null") {
    value.contents = bytes;
    return value;
  }
  const json::Node* const root = validated.contents.root();
  if (may_hold_secrets && root == nullptr) {
    // There is no telling in which part of the bytes a secret stands.
    text_ = std::string("\"") + secret_mark + '"';
    return {text_, false, true};
  }
  value.with_bytes = true;
  if (root == nullptr || root->kind == json::Kind::null) return value;
  text_.clear();
  if (may_hold_secrets) {
    Masked masked = mask(*validated.topic.contract.masked, *root);
    text_ = std::move(masked.text);
    value.masked = !masked.secrets.empty();
  } else {
    json::write(*root, text_);
  }
  value.contents = text_;
  // A valid message in another form would go out in the canonical one; a broken or unknown one goes out as it stands.
  const bool kept_as_is = validated.topic.schema == nullptr || validated.canonical || !validated.valid();
  if (value.masked || (kept_as_is && text_ == bytes)) value.with_bytes = false;
  return value;
}

json::LazyTree& ShownValues::tree(const ValidatedRecord& validated, const ShownValue& shown) {
  if (!shown.masked) return validated.contents;
  masked_->reset(text_);
  return *masked_;
}

}  // namespace thoth::cli
