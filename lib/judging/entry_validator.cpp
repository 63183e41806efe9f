// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/entry_validator.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "json/same_text.hpp"
#include "judging/unknown_topic.hpp"
#include "validation/secrets.hpp"

namespace thoth {
namespace {

/// Whether a broken entry's text may have come to its contents.
bool begins_contents(std::string_view text) {
  return text.find("message_contents") != std::string_view::npos || text.find("\"value\"") != std::string_view::npos;
}

/// What of an entry may be JSON, without a frame.
std::string_view contents_of(const file::Entry& entry) {
  if (entry.form != file::ValueForm::bytes) return entry.contents.bytes;
  return split_frame(FramedPart::value, entry.bytes, entry.headers).contents;
}

/// Whether contents may be an event that no header tells of.
bool names_spec_version(const file::Entry& entry) {
  constexpr std::string_view name = "specversion";
  const bool is_read = entry.form == file::ValueForm::contents && entry.partial != nullptr;
  return is_read ? entry.partial->find(name) != nullptr : contents_of(entry).find(name) != std::string_view::npos;
}

/// Whether an entry says itself that it is an event, and all that one must say.
bool is_event_of_its_own(const file::Entry& entry) {
  return cloud_event::mode_of(entry.headers) == cloud_event::Mode::structured ||
         cloud_event::has_required(entry.headers);
}

}  // namespace

EntryValidator::EntryValidator(const Catalog& catalog, const ValidationOptions& options, Against against,
                               NearMisses* near_misses, Covered covered)
    : catalog_(catalog),
      options_(options),
      against_(against),
      covered_(covered),
      validator_(against == Against::type ? options : ValidationOptions{Strict::no, {}, Wire::skip}),
      near_misses_(options.strict == Strict::no ? near_misses : nullptr),
      validator_as_is_(ValidationOptions{options.strict, {}, Wire::skip}),
      event_contracts_(catalog),
      key_and_headers_(options),
      of_topic_(plain_contract(catalog, "")) {}

void EntryValidator::find_topic(std::string_view topic_name) {
  if (json::same_text(topic_name, last_topic_)) return;
  last_topic_ = topic_name;
  of_topic_ = plain_contract(catalog_, topic_name);
}

void EntryValidator::find_contract(const file::Entry& entry, std::string_view topic_name) {
  find_topic(topic_name);
  contract_ = of_topic_;
  if (contract_.has_versions) contract_ = of_version(catalog_, of_topic_, contents_of(entry));
  is_event_ = false;
  const std::span<const Header> headers = entry.has_headers ? entry.headers : headers_;
  if (headers.empty() || entry.form == file::ValueForm::tombstone || against_ == Against::json) return;
  if (makes_events_ && !is_event_of_its_own(entry)) {
    contract_ = event_contracts_.of_data(headers, of_topic_, contents_of(entry));
    return;
  }
  const cloud_event::Mode mode = cloud_event::mode_of(headers);
  is_event_ = mode != cloud_event::Mode::none;
  if (mode == cloud_event::Mode::binary) contract_ = event_contracts_.of_binary(headers, of_topic_, contents_of(entry));
  if (mode == cloud_event::Mode::structured) {
    const json::Parsed parsed = json::parse(contents_of(entry));
    contract_ = event_contracts_.of_structured(parsed.document ? parsed.document->root() : json::Node{}, of_topic_);
  }
}

/// Finds out whether contents are an event in structured mode, of which no header tells; then its contract is the
/// entry's.
bool EntryValidator::finds_event(const file::Entry& entry) {
  if (is_event_ || against_ == Against::json) return false;
  const json::Parsed parsed = json::parse(contents_of(entry));
  is_event_ = parsed.document && cloud_event::is_event(parsed.document->root());
  if (is_event_) contract_ = event_contracts_.of_structured(parsed.document->root(), of_topic_);
  return is_event_;
}

bool EntryValidator::valid_on_fast_path(const file::Entry& entry, std::string_view topic_name) {
  if (!entry.violations.empty() || entry.form != file::ValueForm::contents) return false;
  find_contract(entry, topic_name);
  if (contract_.contents == nullptr || !is_worth_a_glance(entry.contents)) return false;
  bool is_valid = validator_.valid_on_fast_path(*contract_.contents, entry.contents);
  if (is_valid && covers_all(entry)) {
    Violations violations;
    add_key_and_headers(entry, violations);
    is_valid = keeps_all_ = violations.empty();
  }
  if (is_valid) near_misses_.look_at(*contract_.contents, validator_.dropped_on_fast_path());
  if (is_valid) invalid_ = 0;
  return is_valid;
}

const std::uint32_t* EntryValidator::end_of_valid(const json::Text& rest, std::string_view topic_name) {
  find_topic(topic_name);
  contract_ = of_topic_;
  // What names the type of an event, or the version of contents, may be another in each.
  const bool is_known = !is_event_ && !contract_.has_versions && contract_.contents != nullptr &&
                        (keeps_all_ || contract_.beside == nullptr);
  const std::uint32_t* const after = is_known ? validator_.end_of_valid(*contract_.contents, rest) : nullptr;
  if (after != nullptr) near_misses_.look_at(*contract_.contents, validator_.dropped_on_fast_path());
  if (after != nullptr) invalid_ = 0;
  undecided_ = after != nullptr ? nullptr : rest.base + *rest.first;
  return after;
}

const std::uint32_t* EntryValidator::end_of_canonical(const json::Text& rest, std::string_view topic_name) {
  find_topic(topic_name);
  if (against_ != Against::type || is_event_ || of_topic_.contents == nullptr || of_topic_.has_versions) return nullptr;
  return validator_.end_of_canonical(*of_topic_.contents, rest);
}

void EntryValidator::set_detail(Detail detail) {
  options_.detail = detail;
  validator_.set_detail(detail);
  validator_as_is_.set_detail(detail);
  key_and_headers_.set_detail(detail);
}

/// Whether the fast path was not tried on these contents, and is likely to be of use.
bool EntryValidator::is_worth_a_glance(const json::Text& contents) const {
  return !expects_invalid() && contents.bytes.data() != undecided_;
}

void EntryValidator::find_place(file::Entry& entry) const {
  if (reader_ != nullptr && options_.detail == Detail::full) reader_->find_place(entry);
}

ValidatedEntry& EntryValidator::validate(file::Entry& entry, std::string_view topic_name, file::Reader* reader) {
  find_contract(entry, topic_name);
  reader_ = reader;
  validate_by_contract(entry);
  const bool lacks_type = !validated_.violations.empty() || contract_.contents == nullptr;
  const bool may_be_event = lacks_type && entry.violations.empty() && names_spec_version(entry);
  if (may_be_event && finds_event(entry)) validate_by_contract(entry);
  if (entry.violations.empty() && covers_all(entry)) validate_key_and_headers_of(entry);
  if (!validated_.violations.empty()) conceal_reading(entry);
  invalid_ = validated_.violations.empty() ? 0 : std::min(invalid_ + 1, many);
  undecided_ = nullptr;
  return validated_;
}

void EntryValidator::validate_by_contract(file::Entry& entry) {
  validated_.schema = contract_.type;
  validated_.beside = contract_.beside;
  validated_.violations.clear();
  validated_.wire = {};
  validated_.in_file = false;
  entry.violations.empty() ? validate_whole(entry) : validate_broken(entry);
}

void EntryValidator::validate_whole(file::Entry& entry) {
  const bool is_read = entry.partial != nullptr && options_.wire == Wire::skip && options_.detail == Detail::count;
  if (entry.form == file::ValueForm::contents) is_read ? validate_partial(entry) : validate_contents(entry);
  if (entry.form == file::ValueForm::bytes) validate_bytes(entry);
  if (contract_.type == nullptr && options_.strict == Strict::yes) check_topic(entry);
}

/// An entry that is wrong itself may have wrong contents too, up to where it breaks. That they are JSON, the reader has
/// told already.
void EntryValidator::validate_broken(file::Entry& entry) {
  if (entry.form == file::ValueForm::contents && !entry.contents.bytes.empty()) {
    entry.partial != nullptr ? validate_partial(entry) : validate_contents(entry);
    const bool unknown = contract_.type == nullptr && !last_topic_.empty();
    if (unknown && options_.strict == Strict::yes) check_topic(entry);
  }
  auto& all = validated_.violations;
  std::erase_if(all, [](const Violation& violation) { return is_of_json(violation.code); });
  all.insert(all.end(), entry.violations.begin(), entry.violations.end());
  sort_by_place(all);
}

/// Takes out what violations tell of secrets that were read, but not validated: of a broken entry, and of one whose
/// type is not known.
void EntryValidator::conceal_reading(const file::Entry& entry) {
  Violations& all = validated_.violations;
  // A broken entry may not have come to what tells of an event. What is only counted shows nothing, and its text is
  // long.
  const bool is_known =
      entry.violations.empty() || options_.detail == Detail::count || !cloud_event::may_tell_of_event(entry.text);
  const Schema* const schema = is_known ? contract_.contents : nullptr;
  const auto schemas = catalog_.schemas();
  const auto of_any = [&](auto holds) {
    if (schema != nullptr) return holds(*schema);
    return std::any_of(schemas.begin(), schemas.end(), [&](const SchemaPtr& one) { return holds(*one); });
  };
  for (Violation& violation : all) {
    const bool is_of_bytes = violation.code == Code::entry_shape && violation.pointer == "/value_base64";
    if (is_of_bytes && !violation.found.empty() && of_any(has_secrets)) violation.found = secret_mark;
  }
  if (std::none_of(all.begin(), all.end(), [](const Violation& one) { return is_of_json(one.code); })) return;
  if (schema != nullptr && !has_secrets(*schema)) return;
  // What breaks before its contents begin tells nothing of them.
  if (entry.contents.bytes.data() == nullptr && !begins_contents(entry.text)) return;
  if (schema != nullptr) return conceal(*schema, all);
  if (of_any([&](const Schema& one) { return may_hold_secrets(one, entry.text); })) conceal_all(all);
}

/// Contents that the reader has read need not be read again.
void EntryValidator::validate_partial(file::Entry& entry) {
  if (against_ == Against::json || contract_.contents == nullptr) return;
  thoth::validate(*contract_.contents, *entry.partial, options_, validated_.violations, dropped_);
  near_misses_.look_at(*contract_.contents, dropped_);
  const auto before = static_cast<std::uint64_t>(entry.contents.bytes.data() - entry.text.data());
  for (Violation& violation : validated_.violations) violation.place.offset -= before;
  if (options_.detail == Detail::full) file::locate(entry, validated_.violations);
}

void EntryValidator::validate_contents(file::Entry& entry) {
  const bool typed = against_ == Against::type && contract_.contents != nullptr;
  json::Text contents = entry.contents;
  if (!is_worth_a_glance(contents)) contents.first = nullptr;
  ValidationResult& result =
      typed ? validator_.validate(*contract_.contents, contents) : validator_.validate_untyped(contents);
  if (typed) near_misses_.look_at(*contract_.contents, result.dropped);
  if (!result.valid()) {
    std::swap(validated_.violations, result.violations);
    find_place(entry);
    if (options_.detail == Detail::full) file::locate(entry, validated_.violations);
  } else if (against_ == Against::json) {
    validated_.wire = entry.contents.bytes;
    validated_.in_file = true;
  } else {
    validated_.wire = result.wire;
    validated_.in_file = result.canonical;
    if (contract_.contents == nullptr && options_.wire == Wire::make) fill_in();
  }
}

/// Appends to an object of no known type what it lacks of the members to be filled in.
void EntryValidator::fill_in() {
  const std::string_view wire = validated_.wire;
  if (options_.fill_ins.empty() || !wire.starts_with('{')) return;
  const auto is_named = [&](const FillIn& one) { return wire.find('"' + one.member + '"') != std::string_view::npos; };
  json::Parsed parsed;
  if (std::any_of(options_.fill_ins.begin(), options_.fill_ins.end(), is_named)) parsed = json::parse(wire);
  std::string members;
  for (const FillIn& one : options_.fill_ins) {
    if (parsed.document && parsed.document->root().find(one.member) != nullptr) continue;
    if (!members.empty() || wire != "{}") members += ',';
    json::write_string(one.member, members);
    members += ':';
    json::write_string(one.value, members);
  }
  if (members.empty()) return;
  filled_in_.assign(wire.substr(0, wire.size() - 1)).append(members).append(1, '}');
  validated_.wire = filled_in_;
  validated_.in_file = false;
}

/// Bytes in base64 go out as they are; of a known type they must still keep its contract. Within them there is no line
/// and column of the file: violations stand at the entry.
void EntryValidator::validate_bytes(file::Entry& entry) {
  validated_.wire = entry.bytes;
  if (contract_.contents == nullptr || against_ == Against::json) return;
  const SchemaFrame frame = split_frame(FramedPart::value, entry.bytes, entry.headers);
  ValidationResult& result =
      validator_as_is_.validate(*contract_.contents, json::Text{frame.contents, nullptr, nullptr, nullptr});
  if (result.valid()) return;
  std::swap(validated_.violations, result.violations);
  name_binary(frame, content_type_of(entry.headers));
  find_place(entry);
  for (Violation& violation : validated_.violations) violation.place = entry.place;
}

/// What is not JSON at all is called by the name of its format, where that is known.
void EntryValidator::name_binary(const SchemaFrame& frame, const ContentType& declared) {
  Violations& all = validated_.violations;
  if (std::none_of(all.begin(), all.end(), [](const Violation& one) { return is_of_json(one.code); })) return;
  auto violation = binary_violation(frame, declared);
  if (!violation) return;
  all.clear();
  all.push_back(std::move(*violation));
}

/// Bare contents have neither key nor headers, and no topic of their own.
bool EntryValidator::covers_all(const file::Entry& entry) const {
  return covered_ == Covered::entry && against_ == Against::type && contract_.beside != nullptr &&
         !entry.topic_name.empty();
}

void EntryValidator::add_key_and_headers(const file::Entry& entry, Violations& violations) {
  const KeyAndHeaders record{entry.key, entry.headers};
  const bool has_value = entry.form != file::ValueForm::tombstone;
  key_and_headers_.validate(*contract_.beside, record, has_value ? HasValue::yes : HasValue::no, violations);
}

void EntryValidator::validate_key_and_headers_of(file::Entry& entry) {
  Violations found;
  add_key_and_headers(entry, found);
  keeps_all_ = found.empty();
  if (!keeps_all_) find_place(entry);
  for (Violation& violation : found) violation.place = entry.place;
  auto& all = validated_.violations;
  all.insert(all.begin(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
}

/// A strict judge takes no topic that no type is known for. Why a known one is not validated, the caller tells.
void EntryValidator::check_topic(file::Entry& entry) {
  if (catalog_.find_left_out(last_topic_) != nullptr) return;
  Violations unknown{unknown_topic(catalog_, last_topic_, options_.detail)};
  find_place(entry);
  if (entry.form == file::ValueForm::contents) {
    file::locate(entry, unknown);
  } else {
    unknown.front().place = entry.place;
  }
  validated_.violations.insert(validated_.violations.begin(), unknown.front());
}

std::vector<FillIn> fill_ins(std::string_view component_name, std::string_view service_version) {
  return {{"component_name", std::string(component_name)}, {"service_version", std::string(service_version)}};
}

}  // namespace thoth
