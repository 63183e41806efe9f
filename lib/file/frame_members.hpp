// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/schema_frame.hpp"
#include "json/writer.hpp"
#include "thoth/json.hpp"
#include "thoth/message_file.hpp"

namespace thoth::file {

/// The members of an entry that name the schema of its value or key in a registry: schema_id or schema_guid, and
/// framing ("prefix" or "header"); those of the key begin with key_.
class FrameMembers {
 public:
  /// Takes one of them.
  void take(const json::Member& member);
  [[nodiscard]] bool empty() const { return id_ == nullptr && guid_ == nullptr && framing_ == nullptr; }

  /// Why a member cannot be.
  struct Refusal {
    const json::Member* member;
    std::string expected;
    std::string hint = {};
  };
  /// Gives an entry whose other members were read the frame: before its contents or its key, or as a header. Bytes,
  /// which are whole, must have it already, and so must a header of that name. Where framing is absent, a frame stands
  /// where it is found, an id else before the contents, and a GUID in a header.
  [[nodiscard]] std::optional<Refusal> apply(FramedPart part, Entry& entry) const;

 private:
  [[nodiscard]] std::optional<Refusal> read(std::string& bytes, std::optional<Framing>& framing) const;
  [[nodiscard]] std::optional<Refusal> apply_prefix(FramedPart part, const std::string& bytes, Entry& entry) const;
  [[nodiscard]] std::optional<Refusal> apply_header(FramedPart part, const std::string& bytes, Entry& entry) const;
  [[nodiscard]] const json::Member* named() const { return id_ != nullptr ? id_ : guid_; }

  const json::Member* id_ = nullptr;
  const json::Member* guid_ = nullptr;
  const json::Member* framing_ = nullptr;
};

/// Writes the members of a frame; nothing if it is not there.
void write_frame(FramedPart part, const SchemaFrame& frame, json::Writer& entry);

}  // namespace thoth::file
