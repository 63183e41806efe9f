// SPDX-License-Identifier: GPL-3.0-or-later
#include "consume/template.hpp"

#include <fmt/format.h>

#include <charconv>
#include <memory>
#include <utility>

#include "consume/template_modifiers.hpp"
#include "reading/value_text.hpp"
#include "thoth/json_pointer.hpp"

namespace thoth::cli {
namespace {

using Piece = RecordTemplate::Piece;
using Pieces = std::vector<Piece>;

/// Whether tokens speak of a record, or of one of its headers within %h{…}.
enum class Scope : std::uint8_t { record, header };

constexpr const char* record_tokens = "%t %T %k %K %v %V %h{} %H %p %o %d %i %% %{ %}";
constexpr const char* header_tokens = "%k %K %v %V %% %{ %}";

std::string_view text_of(char token, const TemplateView& view) {
  if (view.header != nullptr) {
    const auto& value = view.header->value;
    return token == 'k' ? std::string_view(view.header->key) : value ? std::string_view(*value) : std::string_view();
  }
  return token == 't' ? view.record.topic : token == 'k' ? printed_key(view.record).value_or("") : view.value;
}

std::int64_t number_of(char token, const TemplateView& view) {
  switch (token) {
    case 'H':
      return static_cast<std::int64_t>(view.record.headers.size());
    case 'p':
      return view.record.partition;
    case 'o':
      return view.record.offset;
    case 'd':
      return view.record.timestamp;
    case 'i':
      return static_cast<std::int64_t>(view.number);
    default:  // lengths: T of %t, K of %k, V of %v
      return static_cast<std::int64_t>(text_of(static_cast<char>(token - 'A' + 'a'), view).size());
  }
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<Pieces> parse(Scope scope) {
    Pieces pieces;
    while (at_ < text_.size() && !(scope == Scope::header && text_[at_] == '}')) {
      if (text_[at_] == '%') {
        THOTH_TRY(token(scope, pieces));
      } else if (text_[at_] == '\\') {
        THOTH_TRY(escape());
      } else {
        literal_ += text_[at_++];
      }
    }
    end_literal(pieces);
    return pieces;
  }

 private:
  [[nodiscard]] tl::unexpected<Error> refuse(std::size_t at, std::string reason, std::string advice) const {
    return fail(ErrorCode::usage, "invalid template", fmt::format("\"{}\"", text_),
                fmt::format("{} at character {}", std::move(reason), at + 1), std::move(advice));
  }

  void end_literal(Pieces& pieces) {
    if (literal_.empty()) return;
    pieces.emplace_back([text = std::exchange(literal_, {})](const TemplateView&, std::string& out) { out += text; });
  }

  Result<void> escape() {
    const std::size_t start = at_++;
    const char c = at_ < text_.size() ? text_[at_++] : '\0';
    constexpr std::string_view plain = "nrt\\";
    if (const auto found = plain.find(c); found != std::string_view::npos) {
      literal_ += "\n\r\t\\"[found];
      return {};
    }
    unsigned value = 0;
    const std::string_view digits = text_.substr(at_, 2);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (c != 'x' || error != std::errc{} || end != digits.data() + 2) {
      return refuse(start, "unknown escape", R"(write \n, \r, \t, \\ or \xNN)");
    }
    literal_ += static_cast<char>(value);
    at_ += 2;
    return {};
  }

  /// What stands in braces after a token; nothing if there are none. Braces within count.
  Result<std::string_view> modifier() {
    if (at_ >= text_.size() || text_[at_] != '{') return std::string_view();
    const std::size_t start = at_;
    int depth = 0;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '{') ++depth;
      if (text_[at_] == '}' && --depth == 0) return text_.substr(start + 1, at_++ - start - 1);
    }
    return refuse(start, "unclosed brace", "write %{ for a literal brace");
  }

  Result<void> token(Scope scope, Pieces& pieces) {
    const std::size_t start = at_++;
    const char name = at_ < text_.size() ? text_[at_++] : '\0';
    if (name == '%' || name == '{' || name == '}') {
      literal_ += name;
      return {};
    }
    const std::string_view texts = scope == Scope::record ? "tkv" : "kv";
    const std::string_view numbers = scope == Scope::record ? "TKVHpodi" : "KV";
    end_literal(pieces);
    if (name == 'h' && scope == Scope::record) return headers(start, pieces);
    const bool is_text = texts.find(name) != std::string_view::npos;
    if (name == '\0' || (!is_text && numbers.find(name) == std::string_view::npos)) return unknown(start, name, scope);
    const std::string_view modified = THOTH_TRY(modifier());
    if (name == 'v' && scope == Scope::record && modified.starts_with('/')) return part(start, modified, pieces);
    if (modified == schema_modifier && scope == Scope::record && (name == 'k' || name == 'v'))
      return schema(name, pieces);
    if (is_text) {
      auto write = text_modifier(modified);
      if (!write) return refuse(start, fmt::format("{{{}}} is not a text modifier", modified), text_advice);
      pieces.emplace_back([name, write = std::move(*write)](const TemplateView& view, std::string& out) {
        write(text_of(name, view), out);
      });
      return {};
    }
    auto write = name == 'd' ? time_modifier(modified) : number_modifier(modified);
    if (!write) return refuse(start, fmt::format("{{{}}} is not a number modifier", modified), number_advice);
    pieces.emplace_back([name, write = std::move(*write)](const TemplateView& view, std::string& out) {
      write(number_of(name, view), out);
    });
    return {};
  }

  /// What a pointer finds in the value; nothing where that is absent, or the value is not JSON.
  Result<void> part(std::size_t start, std::string_view pointer, Pieces& pieces) {
    auto parsed = json::Pointer::parse(pointer);
    if (!parsed) return refuse(start, "invalid JSON pointer", std::move(parsed.error().advice));
    pieces.emplace_back([pointer = std::move(*parsed)](const TemplateView& view, std::string& out) {
      const json::Node* const root = view.contents.root();
      const json::Node* const found = root == nullptr ? nullptr : pointer.find(*root);
      if (found != nullptr) append_value_text(*found, out);
    });
    return {};
  }

  /// The id or GUID that the value or the key names in a schema registry; nothing if it names none.
  static Result<void> schema(char name, Pieces& pieces) {
    pieces.emplace_back([name](const TemplateView& view, std::string& out) {
      const SchemaFrame frame = name == 'k' ? key_frame(view.record) : value_frame(view.record);
      out += frame.schema();
    });
    return {};
  }

  [[nodiscard]] tl::unexpected<Error> unknown(std::size_t at, char name, Scope scope) const {
    const std::string known = fmt::format("supported: {}", scope == Scope::record ? record_tokens : header_tokens);
    if (name == '\0') return refuse(at, "incomplete token", known);
    constexpr std::string_view not_reported = "eaxy[|]";
    const bool is_rpks = scope == Scope::record && not_reported.find(name) != std::string_view::npos;
    return refuse(at, fmt::format(fmt::runtime(is_rpks ? "%{} is not supported" : "unknown token %{}"), name), known);
  }

  Result<void> headers(std::size_t start, Pieces& pieces) {
    if (at_ >= text_.size() || text_[at_] != '{') {
      return refuse(start, "%h without braces", "add the layout of a header, such as %h{%k=%v }");
    }
    ++at_;
    Pieces inner = THOTH_TRY(parse(Scope::header));
    if (at_ >= text_.size()) return refuse(start, "unclosed brace", "close %h{ with }");
    ++at_;
    pieces.emplace_back([inner = std::move(inner)](const TemplateView& view, std::string& out) {
      for (const thoth::Header& header : view.record.headers) {
        const TemplateView at{view.record, view.number, view.value, view.contents, &header};
        for (const Piece& piece : inner) piece(at, out);
      }
    });
    return {};
  }

  static constexpr std::string_view schema_modifier = "schema_id";
  static constexpr const char* text_advice =
      "supported: {hex}, {base64}, {base64raw} and {unpack[…]}, for %k and %v {schema_id}, and for %v {/POINTER}";
  static constexpr const char* number_advice =
      "supported: {ascii}, {hex}, {hex4} to {hex64}, {big8} to {big64}, {little8} to {little64}, {byte}, {bool}, and "
      "for %d {strftime[…]}";

  std::string_view text_;
  std::size_t at_ = 0;
  std::string literal_;
};

}  // namespace

Result<RecordTemplate> RecordTemplate::parse(const std::string& text) {
  RecordTemplate result;
  result.pieces_ = THOTH_TRY(Parser(text).parse(Scope::record));
  return result;
}

void RecordTemplate::append(const kafka::Record& record, std::uint64_t number, const ShownValue& shown,
                            json::LazyTree& contents, std::string& out) const {
  const std::string_view value =
      shown.masked && shown.contents ? *shown.contents : printed_value(record, contents).value_or("");
  const TemplateView view{record, number, value, contents, nullptr};
  for (const Piece& piece : pieces_) piece(view, out);
}

}  // namespace thoth::cli
