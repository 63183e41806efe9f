// SPDX-License-Identifier: GPL-3.0-or-later
#include "file/frame_members.hpp"

#include <charconv>
#include <utility>

namespace thoth::file {
namespace {

std::optional<std::uint32_t> schema_id_of(const json::Node& node) {
  std::uint32_t id = 0;
  const char* const end = node.text.data() + node.text.size();
  const auto parsed = std::from_chars(node.text.data(), end, id);
  if (node.kind != json::Kind::number || parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return id;
}

}  // namespace

void FrameMembers::take(const json::Member& member) {
  if (member.value.kind == json::Kind::null) return;
  (member.name.ends_with("_id") ? id_ : member.name.ends_with("_guid") ? guid_ : framing_) = &member;
}

std::optional<FrameMembers::Refusal> FrameMembers::read(std::string& bytes, std::optional<Framing>& framing) const {
  if (id_ != nullptr && guid_ != nullptr) return Refusal{guid_, "one of an id and a GUID, not both"};
  if (named() == nullptr) return Refusal{framing_, "the schema's id or GUID beside it"};
  if (id_ != nullptr) {
    const auto id = schema_id_of(id_->value);
    if (!id) return Refusal{id_, "a schema's id: an integer from 0 to 4294967295"};
    bytes = frame_of_id(*id);
  } else {
    auto frame = guid_->value.kind == json::Kind::string ? frame_of_guid(guid_->value.text) : std::nullopt;
    if (!frame) return Refusal{guid_, "a GUID such as 00112233-4455-6677-8899-aabbccddeeff"};
    bytes = std::move(*frame);
  }
  if (framing_ == nullptr) return std::nullopt;
  const bool is_text = framing_->value.kind == json::Kind::string;
  if (is_text && framing_->value.text == "prefix") framing = Framing::prefix;
  if (is_text && framing_->value.text == "header") framing = Framing::header;
  if (!framing) return Refusal{framing_, R"("prefix" (before the contents) or "header")"};
  return std::nullopt;
}

std::optional<FrameMembers::Refusal> FrameMembers::apply(FramedPart part, Entry& entry) const {
  std::string bytes;
  std::optional<Framing> framing;
  if (auto refusal = read(bytes, framing)) return refusal;
  if (!framing) {
    const bool is_in_header = find_schema_header(part, entry.headers) != nullptr;
    framing = is_in_header || id_ == nullptr ? Framing::header : Framing::prefix;
  }
  return *framing == Framing::prefix ? apply_prefix(part, bytes, entry) : apply_header(part, bytes, entry);
}

std::optional<FrameMembers::Refusal> FrameMembers::apply_prefix(FramedPart part, const std::string& bytes,
                                                                Entry& entry) const {
  if (part == FramedPart::key) {
    if (!entry.key) return Refusal{named(), "a key, which a frame goes before"};
    entry.key->insert(0, bytes);
    return std::nullopt;
  }
  if (entry.form == ValueForm::tombstone) return Refusal{named(), "contents, because a tombstone has no frame"};
  if (entry.form == ValueForm::contents) {
    entry.frame = bytes;
  } else if (!entry.bytes.starts_with(bytes)) {
    return Refusal{named(), "the schema of the frame that value_base64 begins with",
                   "value_base64 is the whole value, with its frame"};
  }
  return std::nullopt;
}

std::optional<FrameMembers::Refusal> FrameMembers::apply_header(FramedPart part, const std::string& bytes,
                                                                Entry& entry) const {
  const std::string* const header = find_schema_header(part, entry.headers);
  if (header == nullptr) {
    entry.headers.push_back({std::string(schema_header(part)), bytes});
  } else if (!header->starts_with(bytes)) {
    return Refusal{named(), "the schema that the header " + std::string(schema_header(part)) + " names",
                   "leave one of them out"};
  }
  return std::nullopt;
}

void write_frame(FramedPart part, const SchemaFrame& frame, json::Writer& entry) {
  if (!frame.is_there()) return;
  const std::string_view before = part == FramedPart::key ? "key_" : "";
  const auto name = [before](std::string_view rest) { return std::string(before).append(rest); };
  if (const auto id = frame.id()) {
    entry.member(name("schema_id"), *id);
  } else {
    entry.member(name("schema_guid"), frame.guid());
  }
  entry.member(name("framing"), frame.framing == Framing::prefix ? "prefix" : "header");
}

}  // namespace thoth::file
