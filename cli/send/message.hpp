// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "judging/entry_validator.hpp"
#include "judging/key_and_headers.hpp"
#include "program/builtin_types.hpp"
#include "program/context.hpp"
#include "send/envelope.hpp"
#include "send/options.hpp"
#include "thoth/header.hpp"
#include "thoth/json_pointer.hpp"
#include "thoth/kafka/config.hpp"
#include "thoth/kafka/producer.hpp"

namespace thoth::cli {

/// What goes for all entries of a run: how they are validated, and what is added where they name nothing themselves.
struct MessageRules {
  ValidationOptions validation;
  Against against = Against::type;
  file::Shape shape = file::Shape::entries;  ///< of the input
  std::string topic_name;                    ///< of all entries, whatever they name; empty: each names its own
  std::string topic_prefix;                  ///< before each topic; may be empty
  std::optional<std::string> key = std::nullopt;
  std::optional<json::Pointer> key_field = std::nullopt;  ///< where in the message the key is
  Headers headers{};
  std::optional<std::int32_t> partition = std::nullopt;
  EnvelopeRules envelope{};
  std::size_t max_message_bytes = 1000000;  ///< as kafka::wire_size counts
  const Catalog* types = &builtin_types();  ///< that are known; outlives the rules
  NearMisses* near_misses = nullptr;        ///< collects likely mistakes in names of members; may be null
};

/// What send's options say of every message. Errors: usage (a header without a name, or one that no event can have as
/// an attribute; an invalid pointer, a mode of events that there is not, @FILE that cannot be read).
Result<MessageRules> message_rules(const SendOptions& options, const kafka::Config& config, const Context& context);

/// An entry's message as it would be sent, or why it cannot be. Valid until the next one is made.
struct Outgoing {
  const file::Entry* entry = nullptr;
  std::string_view base_topic;
  std::string_view frame;  ///< what the value has before its contents: a schema registry's, mostly empty
  /// What the value is made of: what the entry says, or contents that are the event made of it.
  file::ValueForm form = file::ValueForm::contents;
  bool known = false;       ///< a message type is known for the topic
  std::size_t growth = 0;   ///< bytes that its event grows by at most: its id holds the entry's number, which is one in
                            ///< a part of the file while that is validated
  kafka::Message message;   ///< `payload` is borrow where the value views the entry's own text
  Violations violations{};  ///< with their places in the file; empty: it can be sent
};

/// Makes messages of entries: validates them, adds what the rules say, and asks what Kafka would. One for each thread.
class MessageMaker {
 public:
  /// The rules must outlive this. Their validation has Wire::make.
  explicit MessageMaker(const MessageRules& rules);

  /// Where `reader`, which has just read the entry, was not to find the places of all of them, it is asked for that of
  /// one that cannot be sent.
  const Outgoing& make(file::Entry& entry, file::Reader* reader = nullptr);
  /// The token after contents that go out as they stand, in a message like the last one made but for its value; null
  /// where they do not, or not on the fast path. `rest` as for MessageValidator::end_of_valid.
  [[nodiscard]] const std::uint32_t* end_of_value(const json::Text& rest);
  /// The last one as an entry that makes the same message under the same rules, the caller takes it.
  [[nodiscard]] file::EntryParts entry() const;

 private:
  [[nodiscard]] const Headers& headers_of(const file::Entry& entry);
  void put_frame();
  [[nodiscard]] bool is_bare_null(const file::Entry& entry) const;
  void take_topic(std::string_view base);
  [[nodiscard]] bool keeps_partition(const file::Entry& entry) const;
  void take_key();
  bool take_key_field();
  [[nodiscard]] bool put_into_envelope(const Schema* type);
  void check();
  void check_key_and_headers(const Schema& type);
  void violate(std::string pointer, std::string expected, std::string found, std::string hint = {});

  const MessageRules& rules_;
  EntryValidator validator_;
  KeyAndHeadersValidator key_and_headers_;
  std::string base_;
  std::string full_;
  bool any_topic_ = false;
  std::optional<std::string> topic_refusal_;  ///< why Kafka takes no such topic name
  std::string key_;
  std::string framed_;  ///< the value after its frame
  Headers headers_;     ///< of the rules, and one that names a schema
  Envelope envelope_;
  Outgoing outgoing_;
};

}  // namespace thoth::cli
