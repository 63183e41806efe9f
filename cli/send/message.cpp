// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/message.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/read_value.hpp"
#include "base/utc_text.hpp"
#include "send/unique_id.hpp"
#include "thoth/json.hpp"
#include "thoth/kafka/topic_name.hpp"
#include "thoth/version.hpp"

namespace thoth::cli {
namespace {

Result<std::string> component_name(const SendOptions& options) {
  return read_value(options.component_name.value_or(std::string(default_component)));
}

Result<ValidationOptions> validation_options(const SendOptions& options) {
  ValidationOptions result;
  result.strict = options.strict ? Strict::yes : Strict::no;
  if (options.no_defaults) return result;
  const std::string component = THOTH_TRY(component_name(options));
  const std::string service = THOTH_TRY(read_value(options.service_version.value_or(std::string(version))));
  result.fill_ins = fill_ins(component, service);
  return result;
}

Result<Headers> headers(const std::vector<std::string>& texts) {
  Headers result;
  for (const std::string& text : texts) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      return fail(ErrorCode::usage, "", "--header",
                  "\"" + text + "\" " + (equals == 0 ? "has no name before the =" : "has no ="), "write NAME=VALUE");
    }
    std::string value = THOTH_TRY(read_value(text.substr(equals + 1)));
    result.push_back({text.substr(0, equals), std::move(value)});
  }
  return result;
}

/// Contents null are a tombstone. After a frame they are bytes, which no entry can write as contents.
void take_null(file::Entry& entry) {
  entry.form = entry.frame.empty() ? file::ValueForm::tombstone : file::ValueForm::bytes;
  if (!entry.frame.empty()) entry.bytes = std::exchange(entry.frame, {}) + "null";
}

/// Events of files have one time, so that they are the same each time a file is gone through.
Result<EnvelopeRules> envelope_rules(const SendOptions& options, const Headers& headers) {
  EnvelopeRules rules;
  if (!options.cloudevents) return rules;
  if (*options.cloudevents == "binary") rules.mode = cloud_event::Mode::binary;
  if (*options.cloudevents == "structured") rules.mode = cloud_event::Mode::structured;
  if (rules.mode == cloud_event::Mode::none) {
    return fail(ErrorCode::usage, "", "--cloudevents", fmt::format("unknown mode \"{}\"", *options.cloudevents),
                "choose binary or structured");
  }
  for (const Header& header : headers) {
    if (const auto violation = attribute_violation(header)) {
      return fail(ErrorCode::usage, "", "--header", violation->message(), "");
    }
  }
  rules.run = unique_id();
  rules.component = THOTH_TRY(component_name(options));
  if (!options.stream) rules.time = milliseconds_now();
  return rules;
}

/// Contents are JSON, but for what comes from a pipe and is not validated, which may be anything.
file::Shape shape(const SendOptions& options) {
  if (!options.files.empty()) return file::Shape::entries;
  return options.no_validate && options.message_contents == "-" ? file::Shape::lines : file::Shape::contents;
}

}  // namespace

Result<MessageRules> message_rules(const SendOptions& options, const kafka::Config& config, const Context& context) {
  MessageRules rules;
  rules.validation = THOTH_TRY(validation_options(options));
  rules.against = options.no_validate ? Against::json : Against::type;
  rules.shape = shape(options);
  rules.topic_name = options.topic_name.value_or("");
  rules.topic_prefix = context.settings.topic_prefix;
  if (options.key) {
    rules.key = THOTH_TRY(read_value(*options.key));
  }
  if (options.key_field) {
    rules.key_field = THOTH_TRY(json::Pointer::parse(*options.key_field));
  }
  rules.headers = THOTH_TRY(headers(options.headers));
  rules.envelope = THOTH_TRY(envelope_rules(options, rules.headers));
  if (options.partition) rules.partition = static_cast<std::int32_t>(*options.partition);
  rules.types = &context.types;
  rules.max_message_bytes = config.max_message_bytes();
  return rules;
}

MessageMaker::MessageMaker(const MessageRules& rules)
    : rules_(rules),
      validator_(*rules.types, rules.validation, rules.against, rules.near_misses),
      key_and_headers_(rules.validation),
      envelope_(rules.envelope) {
  validator_.set_headers(rules_.headers);
  if (rules_.envelope.mode != cloud_event::Mode::none) validator_.make_events();
}

const Outgoing& MessageMaker::make(file::Entry& entry, file::Reader* reader) {
  outgoing_.entry = &entry;
  outgoing_.violations.clear();
  if (is_bare_null(entry)) take_null(entry);
  take_topic(rules_.topic_name.empty() ? std::string_view(entry.topic_name) : std::string_view(rules_.topic_name));
  ValidatedEntry& validated = validator_.validate(entry, base_, reader);
  outgoing_.known = validated.schema != nullptr;
  const Schema* const type = validated.schema;
  const Schema* const beside = validated.beside;
  if (!validated.violations.empty()) {
    std::swap(outgoing_.violations, validated.violations);
    return outgoing_;
  }
  kafka::Message& message = outgoing_.message;
  message.topic = full_;
  message.value.reset();
  if (entry.form != file::ValueForm::tombstone) message.value = validated.wire;
  message.payload = validated.in_file ? kafka::Payload::borrow : kafka::Payload::copy;
  message.partition = keeps_partition(entry) ? *entry.partition : rules_.partition.value_or(-1);
  message.headers = headers_of(entry);
  message.timestamp = entry.timestamp;
  message.id = entry.number;
  take_key();
  outgoing_.frame = entry.frame;
  outgoing_.form = entry.form;
  const bool has_all = put_into_envelope(type);
  if (!entry.frame.empty()) put_frame();
  check();
  if (has_all && beside != nullptr && rules_.against == Against::type) check_key_and_headers(*beside);
  if (!outgoing_.violations.empty() && reader != nullptr) reader->find_place(entry);
  for (Violation& violation : outgoing_.violations) violation.place = entry.place;
  return outgoing_;
}

/// Where that is asked for. False: it cannot be an event, as the violations say. Contents that were not validated are
/// said to be of no schema.
bool MessageMaker::put_into_envelope(const Schema* type) {
  if (rules_.envelope.mode == cloud_event::Mode::none) return true;
  outgoing_.growth = 0;
  envelope_.wrap(outgoing_, rules_.against == Against::type ? type : nullptr);
  return outgoing_.violations.empty();
}

/// An entry that names no headers but a schema, which goes into one, has those of the rules too.
const Headers& MessageMaker::headers_of(const file::Entry& entry) {
  if (entry.has_headers) return entry.headers;
  if (entry.headers.empty()) return rules_.headers;
  headers_ = rules_.headers;
  headers_.insert(headers_.end(), entry.headers.begin(), entry.headers.end());
  return headers_;
}

void MessageMaker::put_frame() {
  kafka::Message& message = outgoing_.message;
  framed_.assign(outgoing_.frame).append(message.value.value_or(""));
  message.value = framed_;
  message.payload = kafka::Payload::copy;
}

/// Bare contents null are a tombstone, as they are in an entry.
bool MessageMaker::is_bare_null(const file::Entry& entry) const {
  return rules_.shape == file::Shape::contents && entry.form == file::ValueForm::contents &&
         entry.contents.bytes == "null";
}

const std::uint32_t* MessageMaker::end_of_value(const json::Text& rest) {
  const std::uint32_t* const after = validator_.end_of_canonical(rest, base_);
  if (after == nullptr) return nullptr;
  kafka::Message& message = outgoing_.message;
  message.value = std::string_view(rest.base + *rest.first, after[-1] + 1 - *rest.first);
  if (message.value == "null") return nullptr;
  return kafka::wire_size(message) <= rules_.max_message_bytes ? after : nullptr;
}

file::EntryParts MessageMaker::entry() const {
  const kafka::Message& message = outgoing_.message;
  file::EntryParts parts;
  parts.topic_name = base_;
  (outgoing_.form == file::ValueForm::bytes ? parts.bytes : parts.contents) = message.value;
  parts.frame = outgoing_.frame;
  if (parts.contents) parts.contents->remove_prefix(parts.frame.size());
  parts.key = message.key;
  parts.headers = message.headers;
  if (message.partition >= 0) parts.partition = message.partition;
  parts.timestamp = message.timestamp;
  // What is absent is named where the rules would put something in its place.
  if (rules_.key || rules_.key_field) parts.absent_key = file::Absent::named;
  if (!rules_.headers.empty()) parts.absent_headers = file::Absent::named;
  return parts;
}

/// The partition that an entry names is one of its own topic, and means nothing in another.
bool MessageMaker::keeps_partition(const file::Entry& entry) const {
  return entry.partition && entry.topic_name == base_;
}

void MessageMaker::take_topic(std::string_view base) {
  outgoing_.base_topic = base_;
  if (any_topic_ && base == base_) return;
  any_topic_ = true;
  base_ = base;
  full_ = kafka::full_topic(rules_.topic_prefix, base);
  const auto legal = kafka::check_topic_name(full_);
  topic_refusal_ = legal ? std::nullopt : std::optional(legal.error().reason);
  outgoing_.base_topic = base_;
}

void MessageMaker::take_key() {
  outgoing_.message.key.reset();
  if (outgoing_.entry->has_key) {
    if (outgoing_.entry->key) outgoing_.message.key = *outgoing_.entry->key;
  } else if (rules_.key) {
    outgoing_.message.key = *rules_.key;
  } else if (rules_.key_field && take_key_field()) {
    outgoing_.message.key = key_;
  }
}

/// Takes the key from what goes out. False, with a violation, if there is nothing there that makes a key.
bool MessageMaker::take_key_field() {
  const std::string& pointer = rules_.key_field->text();
  constexpr const char* expected = "a string, number or boolean for the key (--key-field)";
  const json::Parsed parsed = json::parse(outgoing_.message.value.value_or(std::string_view()));
  const json::Node* node = parsed.document ? rules_.key_field->find(parsed.document->root()) : nullptr;
  if (node == nullptr) {
    violate("/message_contents" + pointer, expected, "", "give the entry its own \"key\"");
    return false;
  }
  switch (node->kind) {
    case json::Kind::string:
    case json::Kind::number:
      key_ = node->text;
      return true;
    case json::Kind::boolean:
      key_ = node->truth ? "true" : "false";
      return true;
    default:
      break;
  }
  violate("/message_contents" + pointer, expected,
          node->kind == json::Kind::null    ? "null"
          : node->kind == json::Kind::array ? "an array"
                                            : "an object",
          "give the entry its own \"key\"");
  return false;
}

/// What only sending asks: a name, a time and a size that Kafka takes.
void MessageMaker::check() {
  const kafka::Message& message = outgoing_.message;
  if (topic_refusal_) {
    violate("/topic_name", "a valid Kafka topic name", fmt::format("\"{}\"", base_), *topic_refusal_);
  }
  if (rules_.shape == file::Shape::contents && !message.value && !message.key) {
    violate("", "a key, because contents null are a tombstone", "", "give it a key with --key");
  }
  if (message.timestamp && *message.timestamp <= 0) {
    violate("/timestamp", "a time in milliseconds since 1970, from 1", std::to_string(*message.timestamp),
            "leave it out to use the time of sending");
  }
  const std::size_t size = kafka::wire_size(message) + outgoing_.growth;
  if (size > rules_.max_message_bytes) {
    violate("", fmt::format("a message of at most {} bytes (message.max.bytes)", rules_.max_message_bytes),
            fmt::format("{} bytes", size), "raise message.max.bytes if the broker and the topic accept more");
  }
}

void MessageMaker::check_key_and_headers(const Schema& type) {
  const kafka::Message& message = outgoing_.message;
  const KeyAndHeaders record{message.key, message.headers};
  key_and_headers_.validate(type, record, message.value ? HasValue::yes : HasValue::no, outgoing_.violations);
}

void MessageMaker::violate(std::string pointer, std::string expected, std::string found, std::string hint) {
  outgoing_.violations.push_back(
      {Code::entry_shape, std::move(pointer), {}, std::move(expected), std::move(found), std::move(hint)});
}

}  // namespace thoth::cli
