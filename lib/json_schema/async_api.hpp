// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/content_type.hpp"
#include "json_schema/declared_type.hpp"
#include "json_schema/discriminator.hpp"
#include "json_schema/documents.hpp"
#include "thoth/schema.hpp"
#include "thoth/topic_template.hpp"

namespace thoth::json_schema {

/// Reads an AsyncAPI document (2.x or 3.x): a type for the topic, or the template of topics, of each channel.
class AsyncApi {
 public:
  /// `root` is a document of `documents`.
  AsyncApi(Documents& documents, const Resource& root)
      : documents_(documents), root_(root), discriminators_(std::make_shared<Discriminators>(documents, root)) {}

  /// A type for each topic, and one for each channel that has none, or shares it. What is wrong with a channel alone is
  /// that type's fault. Errors: usage (a broken document, with its place).
  Result<std::vector<DeclaredType>> read();
  /// What read() found that is not validated, in a line; empty: nothing.
  [[nodiscard]] std::string not_validated() const;

 private:
  enum class Version : std::uint8_t { v2, v3 };

  /// A message, with its traits: of layers that have a field, the last has its say.
  struct Message {
    std::string name;
    std::vector<Spot> layers;
    Spot own;
  };
  struct Channel {
    Spot spot;
    std::string name;
    std::string topic;
    std::shared_ptr<const TopicTemplate> topic_template;
    std::vector<Message> messages;
    std::optional<Error> fault = std::nullopt;
    bool shares_topic = false;  ///< with other channels, whose messages are among these
  };
  /// Why a payload is not read, at the place that says what it is, and its media type if that is known.
  struct Unread {
    Error reason;
    std::string media_type;
  };
  /// What is known of a message's payload: a schema; anything (no spot); or that it is not read.
  struct Payload {
    std::optional<Spot> schema;
    std::optional<Unread> unread = std::nullopt;
  };
  /// A schema, and where its format is named; either may not be there.
  struct Formatted {
    std::optional<Spot> schema;
    std::optional<Spot> format;
  };
  struct Format {
    std::string name;
    std::optional<Draft> draft;  ///< none: it is not validated
  };

  Result<void> read_version();
  void enter_components();
  Result<void> enter_component(const Spot& component);
  Result<std::vector<Channel>> channels();
  Result<Channel> channel(const json::Member& member, const Spot& at);
  Channel broken_channel(const json::Member& member, const Spot& at, Error fault);
  Result<void> name_topic(Channel& channel);
  static void set_topic(Channel& channel, const std::string& address, const std::vector<TopicParameter>& parameters);
  Result<std::optional<std::string>> address_of(const Channel& channel);
  Result<std::vector<TopicParameter>> parameters_of(const Channel& channel);
  Result<TopicParameter> parameter(std::string name, const Spot& at);
  Result<void> read_messages(Channel& channel);
  Result<void> read_operation(Channel& channel, const Spot& operation);
  Result<void> add_message(Channel& channel, const Spot& at, std::string_view name);
  Result<Payload> payload_of(const Message& message);
  Payload unread_payload(const Message& message, const Spot& named, const ContentType& type);
  Payload unread_schema(const Message& message, const Spot& format, const ContentType& type);
  std::optional<DeclaredType> declare(const Channel& channel);
  static void leave_unread(Unread unread, DeclaredType& type);
  Result<void> declare_payloads(const Channel& channel, DeclaredType& type);
  Result<void> declare_headers(const Message& message, DeclaredPart& headers);
  Result<void> declare_key(const Message& message, DeclaredPart& key);
  Result<Formatted> formatted(const Spot& at);
  Result<std::optional<Spot>> part_schema(const Message& message, const Spot& at, const std::string& what);
  Result<std::optional<Spot>> field(const Message& message, std::string_view name);
  Result<std::optional<Spot>> text_field(const Message& message, std::string_view name);
  Result<Format> format_of(const std::optional<Spot>& named) const;

  Result<Spot> follow(Spot spot);
  Result<std::optional<Spot>> object_under(const Spot& spot, std::string_view name);
  void add(const std::string& kind, const std::string& name);

  Documents& documents_;
  const Resource& root_;
  std::shared_ptr<Discriminators> discriminators_;  ///< of all its types
  Version version_ = Version::v3;
  std::optional<Spot> content_type_;                         ///< of messages that name none
  std::vector<Channel> apart_;                               ///< those that have no topic, or share it
  std::unordered_map<const json::Node*, Result<Spot>> led_;  ///< where references lead in the end, once followed
  std::map<std::string, std::vector<std::string>> notes_;
};

}  // namespace thoth::json_schema
