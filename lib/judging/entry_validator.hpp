// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/schema_frame.hpp"
#include "judging/event_contracts.hpp"
#include "judging/key_and_headers.hpp"
#include "judging/near_misses.hpp"
#include "thoth/catalog.hpp"
#include "thoth/message_file.hpp"
#include "thoth/validation.hpp"

namespace thoth {

/// What validating an entry gave. Valid until the next validation.
struct ValidatedEntry {
  const Schema* schema = nullptr;  ///< null: no message type is known, contents were only read as JSON
  const Schema* beside = nullptr;  ///< whose key and headers contract counts; null: none
  Violations violations;           ///< with their places in the file; empty: valid
  std::string_view wire;           ///< if valid: the bytes that go out; none for a tombstone
  bool in_file = false;            ///< `wire` views the entry's own text
};

/// What contents are held against: the type of their topic, or nothing but JSON's own rules.
enum class Against : bool { type, json };

/// How much of an entry is validated: its key and headers too, as they are in the file, or its contents alone, where
/// the caller has yet to add what it lacks.
enum class Covered : bool { contents, entry };

/// Validates entries against the catalog, CloudEvents among them as such: the one way for validate and send. One for
/// each thread.
class EntryValidator {
 public:
  /// `catalog` must outlive this. Against JSON alone, the wire form is the contents' bytes as they stand. `near_misses`
  /// collects dropped members that are near to declared ones, where it is not null and they are no violations; it must
  /// outlive this too.
  EntryValidator(const Catalog& catalog, const ValidationOptions& options, Against against = Against::type,
                 NearMisses* near_misses = nullptr, Covered covered = Covered::contents);

  /// Takes these for the headers of entries that name none. They must outlive this.
  void set_headers(std::span<const Header> headers) { headers_ = headers; }
  /// Takes entries that are no events for the data of some that the caller makes of them: what their headers name is
  /// their type, and attributes may be missing.
  void make_events() { makes_events_ = true; }

  /// How much violations tell from the next call on; those that are only counted have no place either.
  void set_detail(Detail detail);

  /// True if the last this many entries were invalid that the next ones likely are: the fast path is not tried then.
  [[nodiscard]] bool expects_invalid() const { return invalid_ >= many; }

  /// Validates as entries of `topic_name`, which is the entry's own or the one that goes for all of them. Where
  /// `reader`, which has just read the entry, was not to find the places of all of them, it is asked for that of an
  /// invalid one. The validation is the caller's to take from.
  ValidatedEntry& validate(file::Entry& entry, std::string_view topic_name, file::Reader* reader = nullptr);
  /// True if the entry is of a known type and found valid without a closer look, which is cheap. False means nothing.
  [[nodiscard]] bool valid_on_fast_path(const file::Entry& entry, std::string_view topic_name);
  /// The same of bare contents of which only the start is known: the token after them, or null, as
  /// MessageValidator::end_of_valid.
  [[nodiscard]] const std::uint32_t* end_of_valid(const json::Text& rest, std::string_view topic_name);
  /// The same of contents that go out as they stand.
  [[nodiscard]] const std::uint32_t* end_of_canonical(const json::Text& rest, std::string_view topic_name);

 private:
  static constexpr unsigned many = 16;

  void find_topic(std::string_view topic_name);
  void find_contract(const file::Entry& entry, std::string_view topic_name);
  bool finds_event(const file::Entry& entry);
  [[nodiscard]] bool is_worth_a_glance(const json::Text& contents) const;
  void find_place(file::Entry& entry) const;
  void validate_by_contract(file::Entry& entry);
  void validate_whole(file::Entry& entry);
  void validate_broken(file::Entry& entry);
  void validate_contents(file::Entry& entry);
  void fill_in();
  void validate_partial(file::Entry& entry);
  void validate_bytes(file::Entry& entry);
  void conceal_reading(const file::Entry& entry);
  void name_binary(const SchemaFrame& frame, const ContentType& declared);
  void check_topic(file::Entry& entry);
  [[nodiscard]] bool covers_all(const file::Entry& entry) const;
  void validate_key_and_headers_of(file::Entry& entry);
  void add_key_and_headers(const file::Entry& entry, Violations& violations);

  const Catalog& catalog_;
  ValidationOptions options_;  ///< what contents of a known type are validated with
  Against against_;
  Covered covered_;
  MessageValidator validator_;
  NearMissSearch near_misses_;
  std::vector<DroppedMember> dropped_;  ///< of contents that the reader has read
  MessageValidator validator_as_is_;    ///< for bytes that go out as they are: nothing is filled in
  EventContracts event_contracts_;
  std::span<const Header> headers_;
  KeyAndHeadersValidator key_and_headers_;
  std::string last_topic_;
  RecordContract of_topic_;  ///< of entries of last_topic_ that are no events
  RecordContract contract_;  ///< of the entry that is validated
  bool is_event_ = false;
  bool makes_events_ = false;
  ValidatedEntry validated_;
  std::string filled_in_;            ///< contents of no known type, with what they lacked
  file::Reader* reader_ = nullptr;   ///< of the entry that is validated, if it may lack its place
  unsigned invalid_ = 0;             ///< in a row, up to many
  bool keeps_all_ = true;            ///< the last entry's key and headers were found valid, or are no one's business
  const char* undecided_ = nullptr;  ///< contents that the fast path left to the strict one
};

/// Values for component_name and service_version where contents lack them.
[[nodiscard]] std::vector<FillIn> fill_ins(std::string_view component_name, std::string_view service_version);

/// The component that this program says it is.
inline constexpr std::string_view default_component = "messaging-cli";

}  // namespace thoth
