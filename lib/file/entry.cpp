// SPDX-License-Identifier: GPL-3.0-or-later
#include "file/entry.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

#include "file/frame_members.hpp"
#include "json/describe.hpp"
#include "json/describe_token.hpp"
#include "json/same_text.hpp"
#include "thoth/base64.hpp"
#include "thoth/json.hpp"
#include "thoth/nearest.hpp"
#include "thoth/timestamp.hpp"

namespace thoth::file {
namespace {

/// Reads one entry's members off its tree. Offsets of violations count from the entry's first byte.
class EntryShape {
 public:
  EntryShape(const json::Node& root, Entry& entry, Detail detail) : root_(root), entry_(entry), detail_(detail) {}

  /// Of an entry that an error cut off: whatever stands before the error.
  void read_cut_off() {
    if (root_.kind != json::Kind::object) return;
    for (const auto& member : root_.members) {
      if (member.value.end != 0) {
        take(member);
      } else if (is_contents(member.name)) {
        entry_.contents.bytes = entry_.text.substr(member.value.begin);
        entry_.partial = &member.value;
      }
    }
  }

  void read() {
    if (root_.kind != json::Kind::object) {
      refuse("", root_, "an entry: an object with topic_name and message_contents");
      return;
    }
    for (const auto& member : root_.members) take(member);
    if (root_.find("topic_name") == nullptr) lacks("topic_name", "a topic's base name");
    check_value();
    if (!value_frame_.empty()) check_frame(FramedPart::value, value_frame_);
    if (!key_frame_.empty()) check_frame(FramedPart::key, key_frame_);
  }

 private:
  using Taker = void (EntryShape::*)(const json::Member&);
  struct Known {
    std::string_view name;
    Taker take;
  };

  static const std::array<Known, 19>& known() {
    static constexpr std::array<Known, 19> members{{{"topic_name", &EntryShape::take_topic_name},
                                                    {"message_contents", &EntryShape::take_contents},
                                                    {"value", &EntryShape::take_contents},
                                                    {"value_base64", &EntryShape::take_bytes},
                                                    {"key", &EntryShape::take_key},
                                                    {"key_base64", &EntryShape::take_key_bytes},
                                                    {"headers", &EntryShape::take_headers},
                                                    {"partition", &EntryShape::take_partition},
                                                    {"timestamp", &EntryShape::take_timestamp},
                                                    {"masked", &EntryShape::take_masked},
                                                    {"schema_id", &EntryShape::take_value_frame},
                                                    {"schema_guid", &EntryShape::take_value_frame},
                                                    {"framing", &EntryShape::take_value_frame},
                                                    {"key_schema_id", &EntryShape::take_key_frame},
                                                    {"key_schema_guid", &EntryShape::take_key_frame},
                                                    {"key_framing", &EntryShape::take_key_frame},
                                                    // What consume adds and sending has no use for.
                                                    {"topic", nullptr},
                                                    {"offset", nullptr},
                                                    {"violations", nullptr}}};
    return members;
  }

  void take(const json::Member& member) {
    for (const auto& candidate : known()) {
      if (!json::same_text(candidate.name, member.name)) continue;
      if (candidate.take != nullptr) (this->*candidate.take)(member);
      return;
    }
    refuse_unknown(member);
  }

  void refuse_unknown(const json::Member& member) {
    if (detail_ == Detail::count) return violate(pointer_token(member.name), member.begin, "", "", "");
    std::vector<std::string_view> names;
    for (const auto& candidate : known()) names.push_back(candidate.name);
    const auto near = nearest(member.name, names);
    violate(pointer_token(member.name), member.begin,
            "a member of an entry, such as topic_name, message_contents, key or headers",
            json::describe_name(member.name), near ? "did you mean \"" + *near + "\"?" : "");
  }

  void take_topic_name(const json::Member& member) {
    if (member.value.kind != json::Kind::string || member.value.text.empty()) {
      refuse("/topic_name", member.value, "a topic's base name");
    } else {
      entry_.topic_name = member.value.text;
    }
  }

  void take_contents(const json::Member& member) {
    if (contents_ != nullptr)
      return refuse(pointer_token(member.name), member.value, "one of message_contents and value, not both");
    contents_ = &member.value;
    entry_.form = member.value.kind == json::Kind::null ? ValueForm::tombstone : ValueForm::contents;
    entry_.contents.bytes = entry_.text.substr(member.value.begin, member.value.end - member.value.begin);
    entry_.partial = &member.value;
  }

  void take_bytes(const json::Member& member) {
    if (member.value.kind == json::Kind::null || take_base64("/value_base64", member.value, entry_.bytes)) {
      bytes_ = &member.value;
    }
  }

  void take_key(const json::Member& member) {
    key_ = &member.value;
    entry_.has_key = true;
    if (member.value.kind == json::Kind::null) return;
    if (member.value.kind == json::Kind::string) {
      entry_.key = std::string(member.value.text);
    } else {
      refuse("/key", member.value, "a string or null");
    }
  }

  void take_key_bytes(const json::Member& member) {
    std::string bytes;
    if (!take_base64("/key_base64", member.value, bytes)) return;
    if (root_.find("key") != nullptr) {
      refuse("/key_base64", member.value, "one of key and key_base64, not both");
    } else {
      entry_.key = std::move(bytes);
      entry_.has_key = true;
    }
  }

  void take_headers(const json::Member& member) {
    entry_.has_headers = true;
    if (member.value.kind != json::Kind::array) {
      refuse("/headers", member.value, R"(an array of {"key", "value"})");
      return;
    }
    for (std::size_t i = 0; i < member.value.items.size(); ++i) {
      take_header("/headers/" + std::to_string(i), member.value.items[i]);
    }
  }

  void take_header(const std::string& pointer, const json::Node& node) {
    if (node.kind != json::Kind::object) return refuse(pointer, node, "an object with key and value");
    Header header;
    bool named = false;
    for (const auto& member : node.members) {
      const std::string at = pointer + pointer_token(member.name);
      const bool text = member.value.kind == json::Kind::string;
      if (member.name == "key" && text) {
        header.key = member.value.text;
        named = true;
      } else if (member.name == "key_base64") {
        named = take_base64(at, member.value, header.key) || named;
      } else if (member.name == "value" && (text || member.value.kind == json::Kind::null)) {
        if (text) header.value = std::string(member.value.text);
      } else if (member.name == "value_base64") {
        take_base64(at, member.value, header.value.emplace());
      } else {
        refuse(at, member.value, "a header with only a key (a string) and a value (a string or null)");
      }
    }
    if (!named) return refuse(pointer, node, "a header with a key");
    entry_.headers.push_back(std::move(header));
  }

  void take_partition(const json::Member& member) {
    if (member.value.kind == json::Kind::null) return;
    const auto value = integer(member.value);
    if (value && *value >= 0 && *value <= std::numeric_limits<std::int32_t>::max()) {
      entry_.partition = static_cast<std::int32_t>(*value);
    } else {
      refuse("/partition", member.value, "a partition: an integer from 0 to 2147483647");
    }
  }

  void take_timestamp(const json::Member& member) {
    entry_.timestamp =
        member.value.kind == json::Kind::string ? parse_rfc3339(member.value.text) : integer(member.value);
    if (entry_.timestamp && *entry_.timestamp < 0) entry_.timestamp.reset();
    if (!entry_.timestamp) {
      refuse("/timestamp", member.value, "milliseconds since 1970 or an RFC 3339 time such as 2026-11-24T10:00:00Z");
    }
  }

  void take_masked(const json::Member& member) {
    if (member.value.kind == json::Kind::boolean && !member.value.truth) return;
    refuse("/masked", member.value, "an entry with its secrets");
    entry_.violations.back().hint = "its secrets were masked; consume it with --show-secrets";
  }

  void take_value_frame(const json::Member& member) { value_frame_.take(member); }
  void take_key_frame(const json::Member& member) { key_frame_.take(member); }

  void check_frame(FramedPart part, const FrameMembers& frame) {
    if (!entry_.violations.empty()) return;
    if (const auto refusal = frame.apply(part, entry_)) {
      violate(pointer_token(refusal->member->name), refusal->member->value.begin, refusal->expected,
              json::describe(refusal->member->value), refusal->hint);
    }
  }

  void check_value() {
    if (bytes_ != nullptr) {
      // consume writes both where message_contents alone would not bring the bytes back.
      entry_.form = bytes_->kind == json::Kind::null ? ValueForm::tombstone : ValueForm::bytes;
      entry_.contents = {};
    } else if (contents_ == nullptr) {
      if (root_.find("value_base64") == nullptr) lacks("message_contents", "the message's contents");
    } else if (entry_.form == ValueForm::tombstone && !entry_.key) {
      violate("/message_contents", contents_->begin, "a key, because message_contents null is a tombstone",
              key_ == nullptr ? "no key" : "the key null", "");
    }
  }

  bool take_base64(const std::string& pointer, const json::Node& node, std::string& out) {
    if (node.kind == json::Kind::string) {
      if (auto bytes = decode_base64(node.text)) {
        out = std::move(*bytes);
        return true;
      }
    }
    refuse(pointer, node, "base64 with padding (RFC 4648)");
    return false;
  }

  static std::optional<std::int64_t> integer(const json::Node& node) {
    std::int64_t value = 0;
    if (node.kind != json::Kind::number) return std::nullopt;
    const char* end = node.text.data() + node.text.size();
    const auto parsed = std::from_chars(node.text.data(), end, value);
    if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
    return value;
  }

  void refuse(const std::string& pointer, const json::Node& node, std::string expected) {
    violate(pointer, node.begin, std::move(expected), json::describe(node), "");
  }

  void lacks(std::string_view name, std::string expected) {
    violate(pointer_token(name), root_.begin, std::move(expected), "", "");
  }

  void violate(std::string pointer, std::size_t offset, std::string expected, std::string found, std::string hint) {
    entry_.violations.push_back({Code::entry_shape, std::move(pointer), Place{offset, 0, 0}, std::move(expected),
                                 std::move(found), std::move(hint)});
  }

  const json::Node& root_;
  Entry& entry_;
  Detail detail_;
  const json::Node* contents_ = nullptr;
  const json::Node* bytes_ = nullptr;
  const json::Node* key_ = nullptr;
  FrameMembers value_frame_;
  FrameMembers key_frame_;
};

/// What is wrong within the contents is told as the caller validates them alone tells it.
void point_into_contents(Violation& violation) {
  if (violation.code == Code::entry_shape) return;
  for (const std::string_view member : {"/message_contents", "/value"}) {
    if (!violation.pointer.starts_with(member)) continue;
    const std::string_view rest = std::string_view(violation.pointer).substr(member.size());
    if (rest.empty() || rest.front() == '/') violation.pointer.erase(0, member.size());
    return;
  }
}

/// Turns offsets from `first` on into places of the file; `from` is the place of the byte at `first`.
void place_all(Violations& violations, Place from, std::string_view text) {
  Place known = from;
  for (auto& violation : violations) {
    const std::uint64_t offset = from.offset + std::min<std::uint64_t>(violation.place.offset, text.size());
    if (offset < known.offset) known = from;
    known = advance(known, text.substr(known.offset - from.offset, offset - known.offset));
    violation.place = known;
  }
}

}  // namespace

void clear(Entry& entry) {
  entry.topic_name.clear();
  entry.form = ValueForm::contents;
  entry.contents = {};
  entry.bytes.clear();
  entry.frame.clear();
  entry.key.reset();
  entry.has_key = false;
  entry.headers.clear();
  entry.has_headers = false;
  entry.partition.reset();
  entry.timestamp.reset();
  entry.violations.clear();
  entry.partial = nullptr;
}

void read_entry(json::Parser::Tree& tree, Entry& entry, Detail detail) {
  std::swap(entry.violations, tree.violations);
  if (tree.root != nullptr) {
    EntryShape shape(*tree.root, entry, detail);
    tree.cut_off ? shape.read_cut_off() : shape.read();
  }
  for (Violation& violation : entry.violations) point_into_contents(violation);
  if (detail == Detail::count) return;
  sort_by_place(entry.violations);
  place_all(entry.violations, entry.place, entry.text);
}

void locate(const Entry& entry, Violations& violations) {
  if (entry.form != ValueForm::contents) {
    for (auto& violation : violations) violation.place = entry.place;
    return;
  }
  const auto before = static_cast<std::size_t>(entry.contents.bytes.data() - entry.text.data());
  place_all(violations, advance(entry.place, entry.text.substr(0, before)), entry.contents.bytes);
}

}  // namespace thoth::file
