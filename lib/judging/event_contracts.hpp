// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "judging/cloud_event.hpp"
#include "thoth/catalog.hpp"
#include "thoth/left_out_schema.hpp"
#include "thoth/schema.hpp"

namespace thoth {

/// What a record is validated against.
struct RecordContract {
  const Schema* type = nullptr;             ///< of its contents, or of the event's data; null: no type is known
  const LeftOutSchema* left_out = nullptr;  ///< why no type is known, where its schema was left out
  const Schema* contents = nullptr;         ///< what must hold of its contents; null: anything
  const Schema* masked = nullptr;           ///< whose secrets the contents may hold; null: none's
  const Schema* beside = nullptr;           ///< whose key and headers contract counts; null: none
  bool has_versions = false;                ///< the type has others, of which contents may be: of_version() tells
};

/// That of a record that is no event, by the type of its topic; of several versions that which was added last.
[[nodiscard]] RecordContract plain_contract(const Catalog& catalog, std::string_view topic_name);
/// The contract of the version that contents name, where their type has several and this one among them.
[[nodiscard]] RecordContract of_version(const Catalog& catalog, const RecordContract& contract,
                                        const json::Node& contents);
/// The same of contents that are yet to be parsed.
[[nodiscard]] RecordContract of_version(const Catalog& catalog, const RecordContract& contract,
                                        std::string_view contents);

/// What must hold of the headers of an event in binary mode, whose type asks `headers` of them; null: nothing.
[[nodiscard]] Schema binary_headers(const Schema* headers);

/// Makes the contracts of CloudEvents: what the specification asks of the attributes, together with what a type of the
/// catalog asks of the data. One for each thread.
class EventContracts {
 public:
  /// `catalog` must outlive this.
  explicit EventContracts(const Catalog& catalog) : catalog_(catalog) {}

  /// That of an event in binary mode with these headers. The type is that of the topic which the attribute type names,
  /// else that whose data_schema_of() is dataschema, else `of_topic`'s. Lives as long as this; so do the others.
  /// `data` are the contents.
  [[nodiscard]] const RecordContract& of_binary(std::span<const Header> headers, const RecordContract& of_topic,
                                                std::string_view data = {});
  /// The same of an event in structured mode.
  [[nodiscard]] const RecordContract& of_structured(const json::Node& event, const RecordContract& of_topic);
  /// The type of the data of events that are made of contents, with these headers.
  [[nodiscard]] RecordContract of_data(std::span<const Header> headers, const RecordContract& of_topic,
                                       std::string_view data = {});

 private:
  /// Whether data are JSON that a type can be about; unreadable: the text is no object, so that it tells no type.
  enum class Data : std::uint8_t { json, other, unreadable };
  using Key = std::tuple<cloud_event::Mode, Data, const Schema*, const LeftOutSchema*>;

  [[nodiscard]] RecordContract type_of(const cloud_event::Names& names, const RecordContract& of_topic);
  [[nodiscard]] const Schema* type_with_id(std::string_view data_schema);
  const RecordContract& made(cloud_event::Mode mode, Data data, const RecordContract& of_data);

  [[nodiscard]] Secret secret_of(Data data, const Schema* type) const;
  [[nodiscard]] const Schema* keep(Schema schema);

  const Catalog& catalog_;
  std::unordered_map<std::string, const Schema*> by_id_;  ///< of data_schema_of() all types; empty until it is needed
  std::map<Key, RecordContract> contracts_;
  std::vector<std::unique_ptr<const Schema>> schemas_;  ///< that contracts_ views
};

}  // namespace thoth
