// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/schema_frame.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace thoth {
namespace {

constexpr char id_mark = '\x00';
constexpr char guid_mark = '\x01';
constexpr std::size_t id_size = 5;
constexpr std::size_t guid_size = 17;
constexpr std::string_view white_space = " \t\r\n";

unsigned byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

/// How many bytes the frame takes that bytes begin with; 0 if they begin with none.
std::size_t frame_size(std::string_view bytes) {
  if (bytes.size() >= id_size && bytes.front() == id_mark) return id_size;
  if (bytes.size() >= guid_size && bytes.front() == guid_mark) return guid_size;
  return 0;
}

std::uint32_t id_of(std::string_view frame) {
  std::uint32_t id = 0;
  for (std::size_t i = 1; i < id_size; ++i) id = id << 8 | byte_at(frame, i);
  return id;
}

/// The first byte that is not white space, if it is one of `firsts`.
bool begins_with(std::string_view contents, std::string_view firsts) {
  const auto first = contents.find_first_not_of(white_space);
  return first != std::string_view::npos && firsts.find(contents[first]) != std::string_view::npos;
}

/// UTF-16 with the high byte first has a 00 before each character of ASCII.
bool is_utf16(std::string_view bytes) {
  return bytes.size() >= id_size && bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0 && bytes[4] == 0;
}

bool is_prefix(FramedPart part, std::string_view frame, std::string_view contents) {
  constexpr auto max_id = static_cast<std::uint32_t>(std::numeric_limits<std::int32_t>::max());
  if (part == FramedPart::key || frame.front() == guid_mark) return begins_with(contents, "{[\"");
  if (begins_with(contents, "{[\"-0123456789tfn")) return true;
  const std::uint32_t id = id_of(frame);
  return id != 0 && id <= max_id;
}

SchemaFrame find_prefix(FramedPart part, std::string_view bytes) {
  const std::size_t size = is_utf16(bytes) ? 0 : frame_size(bytes);
  if (size == 0 || !is_prefix(part, bytes.substr(0, size), bytes.substr(size))) return {Framing::none, {}, bytes};
  return {Framing::prefix, bytes.substr(0, size), bytes.substr(size)};
}

/// Reads what Protobuf's wire format is made of.
class ProtobufReader {
 public:
  explicit ProtobufReader(std::string_view bytes) : rest_(bytes) {}

  /// The indexes that serializers put before a message: their count and each of them, or 0 for the first message.
  bool skip_indexes() {
    constexpr std::uint64_t max_count = 32;
    const auto count = signed_number();
    if (!count || *count < 0 || static_cast<std::uint64_t>(*count) > max_count) return false;
    for (std::int64_t i = 0; i < *count; ++i) {
      const auto index = signed_number();
      if (!index || *index < 0) return false;
    }
    return true;
  }

  /// How many fields there are, if there is nothing else.
  std::optional<std::size_t> count_fields() {
    std::size_t fields = 0;
    for (; !rest_.empty(); ++fields) {
      if (!skip_field()) return std::nullopt;
    }
    return fields;
  }

 private:
  std::optional<std::uint64_t> number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
      const unsigned byte = byte_at(rest_, 0);
      rest_.remove_prefix(1);
      value |= std::uint64_t{byte & 0x7F} << shift;
      if (byte < 0x80) return value;
    }
    return std::nullopt;
  }

  /// In zigzag form.
  std::optional<std::int64_t> signed_number() {
    const auto value = number();
    if (!value) return std::nullopt;
    return static_cast<std::int64_t>(*value >> 1) ^ -static_cast<std::int64_t>(*value & 1);
  }

  bool skip(std::uint64_t size) {
    if (size > rest_.size()) return false;
    rest_.remove_prefix(static_cast<std::size_t>(size));
    return true;
  }

  bool skip_field() {
    const auto tag = number();
    constexpr std::uint64_t max_field = (std::uint64_t{1} << 29) - 1;
    if (!tag || *tag >> 3 == 0 || *tag >> 3 > max_field) return false;
    switch (*tag & 7) {
      case 0:
        return number().has_value();
      case 1:
        return skip(8);
      case 2: {
        const auto size = number();
        return size && skip(*size);
      }
      case 5:
        return skip(4);
      default:
        return false;
    }
  }

  std::string_view rest_;
};

/// What framed bytes that are not JSON can be. Bytes of Avro are seldom well-formed Protobuf by chance.
std::string_view binary_format(const SchemaFrame& frame) {
  ProtobufReader reader(frame.contents);
  const bool has_indexes_in_header = frame.framing == Framing::header && frame.bytes.size() > frame_size(frame.bytes);
  if (has_indexes_in_header) return "most likely Protobuf";
  if (!reader.skip_indexes()) return "most likely Avro";
  const auto fields = reader.count_fields();
  return !fields ? "most likely Avro" : *fields == 0 ? "Avro or Protobuf" : "most likely Protobuf";
}

bool looks_like_json(std::string_view contents) {
  const bool is_string = contents.size() > 1 && contents.front() == '"' && contents.back() == '"';
  return is_string || begins_with(contents, "{[");
}

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
  return std::nullopt;
}

bool is_hyphen_place(std::size_t bytes) {
  return bytes == 4 || bytes == 6 || bytes == 8 || bytes == 10;
}

}  // namespace

std::optional<std::uint32_t> SchemaFrame::id() const {
  if (bytes.empty() || bytes.front() != id_mark) return std::nullopt;
  return id_of(bytes);
}

std::optional<std::string> SchemaFrame::guid() const {
  if (bytes.empty() || bytes.front() != guid_mark) return std::nullopt;
  std::string text;
  for (std::size_t i = 1; i < guid_size; ++i) {
    if (is_hyphen_place(i - 1)) text += '-';
    text += fmt::format("{:02x}", byte_at(bytes, i));
  }
  return text;
}

std::string SchemaFrame::schema() const {
  if (const auto number = id()) return std::to_string(*number);
  return guid().value_or("");
}

std::string_view schema_header(FramedPart part) {
  return part == FramedPart::value ? "__value_schema_id" : "__key_schema_id";
}

const std::string* find_schema_header(FramedPart part, std::span<const Header> headers) {
  const auto found = std::find_if(headers.rbegin(), headers.rend(),
                                  [part](const Header& header) { return header.key == schema_header(part); });
  return found == headers.rend() || !found->value ? nullptr : &*found->value;
}

SchemaFrame find_frame(FramedPart part, std::string_view bytes, std::span<const Header> headers) {
  const SchemaFrame prefix = find_prefix(part, bytes);
  const std::string* const header = find_schema_header(part, headers);
  if (header == nullptr || frame_size(*header) == 0) return prefix;
  // What a header says of bytes with a prefix and JSON after it is left over from another record.
  if (prefix.is_there() && begins_with(prefix.contents, "{[\"")) return prefix;
  return {Framing::header, *header, bytes};
}

std::string frame_of_id(std::uint32_t id) {
  std::string frame(1, id_mark);
  for (const unsigned shift : {24U, 16U, 8U, 0U}) frame += static_cast<char>(id >> shift & 0xFF);
  return frame;
}

std::optional<std::string> frame_of_guid(std::string_view text) {
  std::string frame(1, guid_mark);
  const bool is_hyphenated = text.find('-') != std::string_view::npos;
  for (std::size_t at = 0; at < text.size();) {
    if (is_hyphenated && is_hyphen_place(frame.size() - 1) && text[at++] != '-') return std::nullopt;
    const auto high = at < text.size() ? hex_digit(text[at]) : std::nullopt;
    const auto low = at + 1 < text.size() ? hex_digit(text[at + 1]) : std::nullopt;
    if (!high || !low) return std::nullopt;
    frame += static_cast<char>(*high << 4 | *low);
    at += 2;
  }
  if (frame.size() != guid_size) return std::nullopt;
  return frame;
}

std::optional<std::string> describe_binary(const SchemaFrame& frame, const ContentType& declared) {
  // Avro's specification, "Object Container Files" and "Single-object encoding".
  constexpr std::string_view container_magic = "Obj\x01";
  constexpr std::string_view single_object_magic = "\xC3\x01";
  constexpr std::size_t single_object_head = 10;
  const std::string_view contents = frame.contents;
  if (contents.starts_with(container_magic)) return "an Avro object container file";
  if (contents.starts_with(single_object_magic) && contents.size() >= single_object_head) {
    return "a value in Avro's single-object encoding";
  }
  const bool is_declared = declared.is_other_format();
  if (!frame.is_there() && !is_declared) return std::nullopt;
  if (looks_like_json(contents) && (!is_declared || declared.is_plain_text())) return std::nullopt;
  if (frame.is_there() && contents.empty() && !is_declared) {
    return fmt::format("nothing after a schema registry's frame (schema {})", frame.schema());
  }
  std::string text = "a value ";
  if (frame.framing == Framing::prefix) text += "after a schema registry's frame ";
  if (frame.framing == Framing::header) text += "with the header of a schema registry ";
  if (frame.is_there()) text += "(schema " + frame.schema() + ") ";
  return text + "that is not JSON: " + (is_declared ? declared.text() : std::string(binary_format(frame)));
}

std::optional<Violation> binary_violation(const SchemaFrame& frame, const ContentType& declared) {
  auto found = describe_binary(frame, declared);
  if (!found) return std::nullopt;
  return Violation{Code::json_syntax, "", {}, "JSON", std::move(*found), ""};
}

}  // namespace thoth
