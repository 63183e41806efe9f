// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/async_api.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "contract/base_topic.hpp"
#include "json/describe.hpp"
#include "json_schema/channel_parameter.hpp"
#include "json_schema/keyword.hpp"

namespace thoth::json_schema {
namespace {

using json::Kind;
using json::Node;

tl::unexpected<Error> broken_at(const Spot& spot, std::string reason, std::string advice = {}) {
  return broken(*spot.resource->file, *spot.node, std::move(reason), std::move(advice));
}

Result<void> expect(const Spot& spot, Kind kind, std::string_view what) {
  if (spot.node->kind == kind) return {};
  return broken_at(spot, std::string(what) + " must be " +
                             (kind == Kind::object  ? "an object"
                              : kind == Kind::array ? "an array"
                                                    : "a string") +
                             ", not " + json::describe(*spot.node));
}

/// As the document says it; of what is not a media type, the text as it is.
ContentType content_type_at(const Spot& spot) {
  return {media_type_of(spot.node->text).value_or(std::string(spot.node->text)), ""};
}

/// The media type of what a schema's format describes: application/vnd.apache.avro of
/// application/vnd.apache.avro+json;version=1.9.0, which is a schema in JSON. Empty unless it is that of a value.
std::string described_by(const std::string& format) {
  const std::string media_type = media_type_of(format).value_or("");
  const bool is_of_values =
      media_type.find("avro") != std::string::npos || media_type.find("protobuf") != std::string::npos;
  return is_of_values ? media_type.substr(0, media_type.find('+')) : "";
}

bool is_templated(const std::string& address) {
  static const re2::RE2 templated(R"([^{}]*(?:\{[A-Za-z0-9_.-]+\}[^{}]*)+)");
  return re2::RE2::FullMatch(address, templated);
}

/// A JSON Schema, of whatever dialect.
bool is_json_schema(const std::string& format) {
  static const re2::RE2 json_schema(R"((?i)application/schema\+(?:json|yaml)\b.*)");
  return re2::RE2::FullMatch(format, json_schema);
}

std::string channel_description(const Node& node) {
  for (const std::string_view name : {"description", "summary", "title"}) {
    const Node* const found = node.find(name);
    if (found != nullptr && found->kind == Kind::string) return std::string(found->text);
  }
  return "";
}

}  // namespace

Result<std::vector<DeclaredType>> AsyncApi::read() {
  THOTH_TRY(read_version());
  if (const auto named = under(root_.root, "defaultContentType")) {
    THOTH_TRY(expect(*named, Kind::string, "defaultContentType"));
    if (!named->node->text.empty()) content_type_ = named;
  }
  enter_components();
  const std::vector<Channel> all = THOTH_TRY(channels());
  std::vector<DeclaredType> types;
  for (const Channel& channel : all) {
    if (auto type = declare(channel)) types.push_back(std::move(*type));
  }
  for (const Channel& channel : apart_) {
    auto type = declare(channel);
    if (!type) continue;
    type->is_apart = true;
    type->heading.channel = channel.name;
    types.push_back(std::move(*type));
  }
  return types;
}

/// None for a channel without messages, which another document may have.
std::optional<DeclaredType> AsyncApi::declare(const Channel& channel) {
  DeclaredType type;
  type.heading.topic = channel.topic;
  type.heading.topic_template = channel.topic_template;
  type.heading.description = channel_description(*channel.spot.node);
  if (!channel.shares_topic) type.heading.channel = channel.name;
  type.at = channel.spot;
  type.discriminators = discriminators_;
  type.fault = channel.fault;
  if (type.fault) return type;
  if (channel.messages.empty()) {
    add("channels without messages", channel.name);
    return std::nullopt;
  }
  if (type.heading.description.empty()) {
    type.heading.description = channel_description(*channel.messages.front().own.node);
  }
  if (auto declared = declare_payloads(channel, type); !declared) {
    type.fault = std::move(declared).error();
    type.media_type.reset();
  }
  if (type.media_type) add("channels with such payloads", channel.name);
  return type;
}

/// The first that is not read says why; of payloads in several formats none is known.
void AsyncApi::leave_unread(Unread unread, DeclaredType& type) {
  if (!type.fault) {
    type.fault = std::move(unread.reason);
    type.media_type = std::move(unread.media_type);
  } else if (type.media_type != unread.media_type) {
    type.media_type = "";
  }
}

Result<void> AsyncApi::declare_payloads(const Channel& channel, DeclaredType& type) {
  for (const Message& message : channel.messages) {
    Payload payload = THOTH_TRY(payload_of(message));
    if (payload.unread) {
      leave_unread(std::move(*payload.unread), type);
    } else {
      type.payloads = std::max(type.payloads, payload.schema ? Payloads::schemas : Payloads::anything);
    }
    if (payload.schema) type.alternatives.push_back(std::move(*payload.schema));
    THOTH_TRY(declare_headers(message, type.headers));
    THOTH_TRY(declare_key(message, type.key));
    const auto correlation = THOTH_TRY(field(message, "correlationId"));
    if (correlation) add("correlation ids", message.name);
  }
  return {};
}

/// Headers of its traits hold beside its own, as merging them (RFC 7396) would have it.
Result<void> AsyncApi::declare_headers(const Message& message, DeclaredPart& headers) {
  std::vector<Spot> all;
  for (const Spot& layer : message.layers) {
    const auto here = under(layer, "headers");
    if (!here) continue;
    if (here->node->kind == Kind::null) {
      all.clear();
      continue;
    }
    auto schema = THOTH_TRY(part_schema(message, *here, "headers"));
    if (schema) all.push_back(std::move(*schema));
  }
  headers.anything = headers.anything || all.empty();
  if (!all.empty()) headers.alternatives.push_back(std::move(all));
  return {};
}

Result<void> AsyncApi::declare_key(const Message& message, DeclaredPart& key) {
  std::optional<Spot> schema;
  const auto named = THOTH_TRY(field(message, "bindings"));
  if (named) {
    const Spot bindings = THOTH_TRY(follow(*named));
    const auto kafka = THOTH_TRY(object_under(bindings, "kafka"));
    const auto at = kafka ? under(*kafka, "key") : std::nullopt;
    if (at) {
      schema = THOTH_TRY(part_schema(message, *at, "keys"));
    }
    const auto is_other = [](const json::Member& member) {
      return member.name != "key" && member.name != "bindingVersion";
    };
    const auto members = kafka ? kafka->node->members : std::span<const json::Member>();
    const bool has_others = bindings.node->members.size() > (kafka ? 1 : 0);
    if (has_others || std::any_of(members.begin(), members.end(), is_other)) add("bindings", message.name);
  }
  key.anything = key.anything || !schema;
  if (schema) key.alternatives.push_back({std::move(*schema)});
  return {};
}

/// In 3.0 a schema may be in an object that names its format.
Result<AsyncApi::Formatted> AsyncApi::formatted(const Spot& at) {
  if (version_ == Version::v2) return Formatted{at, std::nullopt};
  const Spot target = THOTH_TRY(follow(at));
  auto format = under(target, "schemaFormat");
  if (!format) return Formatted{at, std::nullopt};
  return Formatted{under(target, "schema"), std::move(format)};
}

/// None, with a note, where it is in a format that is not supported.
Result<std::optional<Spot>> AsyncApi::part_schema(const Message& message, const Spot& at, const std::string& what) {
  const Formatted part = THOTH_TRY(formatted(at));
  const Format format = THOTH_TRY(format_of(part.format));
  if (!format.draft) {
    add(what + " in " + format.name, message.name);
    return std::nullopt;
  }
  if (part.schema) THOTH_TRY(documents_.enter_part(*part.schema, *format.draft));
  return part.schema;
}

std::string AsyncApi::not_validated() const {
  constexpr std::size_t max_named = 3;
  std::string text;
  for (const auto& [kind, names] : notes_) {
    text += (text.empty() ? "" : "; ") + kind;
    for (std::size_t i = 0; i < std::min(names.size(), max_named); ++i) text += (i == 0 ? " (" : ", ") + names[i];
    if (names.size() > max_named) text += " and " + std::to_string(names.size() - max_named) + " more";
    text += ')';
  }
  return text.empty() ? "" : root_.file->name + ": not validated: " + text;
}

void AsyncApi::add(const std::string& kind, const std::string& name) {
  auto& names = notes_[kind];
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

Result<void> AsyncApi::read_version() {
  const Spot version = *under(root_.root, "asyncapi");
  THOTH_TRY(expect(version, Kind::string, "asyncapi"));
  static const re2::RE2 known(R"(([23])\.[0-9]+\.[0-9]+(-.*)?)");
  std::string major;
  const re2::StringPiece text(version.node->text.data(), version.node->text.size());
  if (!re2::RE2::FullMatch(text, known, &major)) {
    return broken_at(version, "its AsyncAPI version is " + json::describe(*version.node), "supported: 2.x and 3.0");
  }
  version_ = major == "2" ? Version::v2 : Version::v3;
  return {};
}

/// References lead to the components' schemas by their names too. What is wrong in them matters where they are used.
void AsyncApi::enter_components() {
  const auto components = object_under(root_.root, "components");
  const auto all = components && *components ? object_under(**components, "schemas") : std::nullopt;
  if (!all || !*all) return;
  for (const json::Member& member : (**all).node->members) {
    static_cast<void>(enter_component(step(**all, member)));
  }
}

Result<void> AsyncApi::enter_component(const Spot& component) {
  const auto inner = under(component, "schema");
  const bool has_format = version_ == Version::v3 && inner && component.node->find("schemaFormat") != nullptr;
  const Format format = THOTH_TRY(format_of(has_format ? under(component, "schemaFormat") : std::nullopt));
  if (!format.draft) return {};
  return documents_.enter_part(has_format ? *inner : component, *format.draft);
}

/// Goes where a reference leads, and on if that is one too.
Result<Spot> AsyncApi::follow(Spot spot) {
  std::vector<const Node*> passed;
  std::unordered_set<const Node*> seen;
  Result<Spot> end = spot;
  for (;;) {
    const auto known = led_.find(spot.node);
    if (known != led_.end()) {
      end = known->second;
      break;
    }
    const Node* const reference = spot.node->find("$ref");
    if (reference == nullptr) {
      end = std::move(spot);
      break;
    }
    if (!seen.insert(spot.node).second) {
      end = broken_at(spot, "its $ref leads back to itself");
      break;
    }
    passed.push_back(spot.node);
    auto target = documents_.resolve(spot, *reference);
    if (!target) {
      end = tl::unexpected<Error>(std::move(target).error());
      break;
    }
    spot = std::move(target->spot);
  }
  for (const Node* const node : passed) led_.emplace(node, end);
  return end;
}

/// The object of that name, where its references lead; none if there is none.
Result<std::optional<Spot>> AsyncApi::object_under(const Spot& spot, std::string_view name) {
  const auto found = under(spot, name);
  if (!found) return std::nullopt;
  Spot object = THOTH_TRY(follow(*found));
  THOTH_TRY(expect(object, Kind::object, name));
  return object;
}

Result<std::vector<AsyncApi::Channel>> AsyncApi::channels() {
  std::vector<Channel> all;
  const auto map = THOTH_TRY(object_under(root_.root, "channels"));
  if (!map) return all;
  for (const json::Member& member : map->node->members) {
    const Spot at = step(*map, member);
    auto found = channel(member, at);
    Channel read = found ? std::move(*found) : broken_channel(member, at, std::move(found).error());
    if (read.topic.empty()) {
      apart_.push_back(std::move(read));
      continue;
    }
    const auto same =
        std::find_if(all.begin(), all.end(), [&read](const Channel& other) { return other.topic == read.topic; });
    if (same == all.end()) {
      all.push_back(std::move(read));
      continue;
    }
    // Two channels of one address: what either has may come.
    if (!same->shares_topic) apart_.push_back(*same);
    same->shares_topic = true;
    same->messages.insert(same->messages.end(), read.messages.begin(), read.messages.end());
    if (!same->fault) same->fault = read.fault;
    apart_.push_back(std::move(read));
  }
  return all;
}

/// Without a topic if it has no address, or one that no Kafka topic can have.
Result<AsyncApi::Channel> AsyncApi::channel(const json::Member& member, const Spot& at) {
  Channel channel;
  channel.spot = THOTH_TRY(follow(at));
  channel.name = member.name;
  THOTH_TRY(expect(channel.spot, Kind::object, "a channel"));
  THOTH_TRY(name_topic(channel));
  if (!channel.topic.empty() && under(channel.spot, "bindings")) add("bindings", channel.name);
  if (auto read = read_messages(channel); !read) channel.fault = std::move(read).error();
  return channel;
}

/// A channel that cannot be read, with its topic if that is known all the same.
AsyncApi::Channel AsyncApi::broken_channel(const json::Member& member, const Spot& at, Error fault) {
  Channel channel;
  channel.name = member.name;
  channel.spot = at;
  channel.fault = std::move(fault);
  const auto led = follow(at);
  if (led) channel.spot = *led;
  // In 2.x the name is the address; in 3.0 the channel must be at hand.
  const auto address = led || version_ == Version::v2 ? address_of(channel) : tl::unexpected<Error>(led.error());
  const std::string text = address ? address->value_or("") : "";
  set_topic(channel, text, {});
  if (channel.topic.empty()) channel.fault->reason = "the channel " + channel.name + ": " + channel.fault->reason;
  return channel;
}

/// Where Kafka's binding names a topic, that is it, as the binding's specification has it. None where the address is
/// null: it is known at run time only.
Result<std::optional<std::string>> AsyncApi::address_of(const Channel& channel) {
  const auto bindings = THOTH_TRY(object_under(channel.spot, "bindings"));
  if (bindings) {
    const auto kafka = THOTH_TRY(object_under(*bindings, "kafka"));
    const auto topic = kafka ? under(*kafka, "topic") : std::nullopt;
    if (topic) {
      THOTH_TRY(expect(*topic, Kind::string, "topic"));
      return std::string(topic->node->text);
    }
  }
  const auto address = version_ == Version::v3 ? under(channel.spot, "address") : std::nullopt;
  if (!address) return channel.name;
  if (address->node->kind == Kind::null) return std::nullopt;
  THOTH_TRY(expect(*address, Kind::string, "address"));
  return std::string(address->node->text);
}

Result<void> AsyncApi::name_topic(Channel& channel) {
  const std::optional<std::string> address = THOTH_TRY(address_of(channel));
  if (!address) return {};
  const std::vector<TopicParameter> parameters = THOTH_TRY(parameters_of(channel));
  set_topic(channel, *address, parameters);
  if (channel.topic.empty()) add("channels whose address is not a valid Kafka topic name", channel.name);
  return {};
}

/// An address that no Kafka topic can have leaves the channel without one.
void AsyncApi::set_topic(Channel& channel, const std::string& address, const std::vector<TopicParameter>& parameters) {
  if (is_templated(address)) {
    auto topics = std::make_shared<const TopicTemplate>(address, parameters, satisfies_parameter);
    if (contract::is_topic(topics->example())) channel.topic_template = std::move(topics);
  }
  if (channel.topic_template != nullptr || contract::is_topic(address)) channel.topic = address;
}

Result<std::vector<TopicParameter>> AsyncApi::parameters_of(const Channel& channel) {
  std::vector<TopicParameter> parameters;
  const auto map = THOTH_TRY(object_under(channel.spot, "parameters"));
  if (!map) return parameters;
  for (const json::Member& member : map->node->members) {
    TopicParameter read = THOTH_TRY(parameter(std::string(member.name), step(*map, member)));
    parameters.push_back(std::move(read));
  }
  return parameters;
}

Result<TopicParameter> AsyncApi::parameter(std::string name, const Spot& at) {
  const Spot spot = THOTH_TRY(follow(at));
  THOTH_TRY(expect(spot, Kind::object, "a parameter"));
  if (version_ == Version::v3) return read_parameter(std::move(name), spot);
  const auto schema = under(spot, "schema");
  if (!schema) return TopicParameter{std::move(name), {}, ""};
  const Spot target = THOTH_TRY(follow(*schema));
  THOTH_TRY(documents_.enter_part(target, Draft::draft_7));
  return read_parameter(std::move(name), target, documents_, *discriminators_);
}

Result<void> AsyncApi::read_messages(Channel& channel) {
  if (version_ == Version::v2) {
    for (const std::string_view kind : {"publish", "subscribe"}) {
      const auto operation = THOTH_TRY(object_under(channel.spot, kind));
      if (operation) THOTH_TRY(read_operation(channel, *operation));
    }
    return {};
  }
  const auto messages = THOTH_TRY(object_under(channel.spot, "messages"));
  if (!messages) return {};
  for (const json::Member& member : messages->node->members) {
    THOTH_TRY(add_message(channel, step(*messages, member), member.name));
  }
  return {};
}

Result<void> AsyncApi::read_operation(Channel& channel, const Spot& operation) {
  const auto message = under(operation, "message");
  if (!message) return {};
  const Spot target = THOTH_TRY(follow(*message));
  const auto several = under(target, "oneOf");
  if (!several) return add_message(channel, target, channel.name);
  THOTH_TRY(expect(*several, Kind::array, "oneOf"));
  for (std::size_t i = 0; i < several->node->items.size(); ++i) {
    THOTH_TRY(add_message(channel, step(*several, i), channel.name + " " + std::to_string(i + 1)));
  }
  return {};
}

Result<void> AsyncApi::add_message(Channel& channel, const Spot& at, std::string_view name) {
  Message message;
  message.own = THOTH_TRY(follow(at));
  THOTH_TRY(expect(message.own, Kind::object, "a message"));
  const bool known = std::any_of(channel.messages.begin(), channel.messages.end(),
                                 [&message](const Message& other) { return other.own.node == message.own.node; });
  if (known) return {};
  if (version_ == Version::v2) message.layers.push_back(message.own);
  if (const auto traits = under(message.own, "traits")) {
    THOTH_TRY(expect(*traits, Kind::array, "traits"));
    for (std::size_t i = 0; i < traits->node->items.size(); ++i) {
      const Spot trait = THOTH_TRY(follow(step(*traits, i)));
      THOTH_TRY(expect(trait, Kind::object, "a trait"));
      message.layers.push_back(trait);
    }
  }
  // Since 3.0, what a message says itself stands above its traits.
  if (version_ == Version::v3) message.layers.push_back(message.own);
  message.name = name;
  const auto named = THOTH_TRY(text_field(message, "name"));
  if (named) message.name = named->node->text;
  channel.messages.push_back(std::move(message));
  return {};
}

/// A message's field with its traits merged (RFC 7396: null takes it away).
Result<std::optional<Spot>> AsyncApi::field(const Message& message, std::string_view name) {
  std::optional<Spot> found;
  for (const Spot& layer : message.layers) {
    const auto here = under(layer, name);
    if (here) found = here->node->kind == Kind::null ? std::nullopt : here;
  }
  return found;
}

/// None where it is empty, too.
Result<std::optional<Spot>> AsyncApi::text_field(const Message& message, std::string_view name) {
  auto found = THOTH_TRY(field(message, name));
  if (!found) return found;
  THOTH_TRY(expect(*found, Kind::string, name));
  if (found->node->text.empty()) found.reset();
  return found;
}

Result<AsyncApi::Format> AsyncApi::format_of(const std::optional<Spot>& named) const {
  if (!named) return Format{"", Draft::draft_7};
  THOTH_TRY(expect(*named, Kind::string, "schemaFormat"));
  static const re2::RE2 async_api(R"((?i)application/vnd\.(?:aai|oai)\.asyncapi(?:\+json|\+yaml)?(?:\s*;.*)?)");
  static const re2::RE2 json_schema(
      R"re((?i)application/schema\+(?:json|yaml)(?:\s*;\s*version="?(?:draft[/-])?([0-9-]+)"?)?)re");
  constexpr std::array<std::pair<std::string_view, Draft>, 9> drafts{{{"", Draft::draft_7},
                                                                      {"4", Draft::draft_4},
                                                                      {"04", Draft::draft_4},
                                                                      {"6", Draft::draft_6},
                                                                      {"06", Draft::draft_6},
                                                                      {"7", Draft::draft_7},
                                                                      {"07", Draft::draft_7},
                                                                      {"2019-09", Draft::draft_2019_09},
                                                                      {"2020-12", Draft::draft_2020_12}}};
  Format format{std::string(named->node->text), std::nullopt};
  std::string version;
  if (re2::RE2::FullMatch(format.name, async_api)) {
    format.draft = Draft::draft_7;
  } else if (re2::RE2::FullMatch(format.name, json_schema, &version)) {
    const auto* const known =
        std::find_if(drafts.begin(), drafts.end(), [&version](const auto& draft) { return draft.first == version; });
    if (known != drafts.end()) format.draft = known->second;
  }
  return format;
}

AsyncApi::Payload AsyncApi::unread_payload(const Message& message, const Spot& named, const ContentType& type) {
  add("payloads of " + std::string(named.node->text), message.name);
  Error reason = broken_at(named, "its payload is " + type.media_type + ", which this program does not read").value();
  return {std::nullopt, Unread{std::move(reason), type.media_type}};
}

/// The payloads of a schema in another format than JSON Schema; what they are themselves the content type says, if
/// there is one.
AsyncApi::Payload AsyncApi::unread_schema(const Message& message, const Spot& format, const ContentType& type) {
  const std::string name(format.node->text);
  add("payloads in " + name, message.name);
  Error reason = broken_at(format, "its payload's schema is " + name + ", which this program does not read").value();
  return {std::nullopt, Unread{std::move(reason), type.media_type.empty() ? described_by(name) : ""}};
}

Result<AsyncApi::Payload> AsyncApi::payload_of(const Message& message) {
  auto named = THOTH_TRY(text_field(message, "contentType"));
  if (!named) named = content_type_;
  const ContentType type = named ? content_type_at(*named) : ContentType{};
  if (named && !type.is_json()) return unread_payload(message, *named, type);
  Formatted payload;
  if (const auto at = under(message.own, "payload")) {
    payload = THOTH_TRY(formatted(*at));
  }
  if (version_ == Version::v2) {
    payload.format = THOTH_TRY(field(message, "schemaFormat"));
  }
  const Format format = THOTH_TRY(format_of(payload.format));
  if (!format.draft && is_json_schema(format.name)) {
    return broken_at(*payload.format,
                     "its schemaFormat is " + json::describe(*payload.format->node) + ", which is not supported");
  }
  if (!format.draft) return unread_schema(message, *payload.format, type);
  if (payload.schema) THOTH_TRY(documents_.enter_part(*payload.schema, *format.draft));
  return Payload{std::move(payload.schema)};
}

}  // namespace thoth::json_schema
