// SPDX-License-Identifier: GPL-3.0-or-later
#include <iterator>
#include <unordered_map>
#include <utility>

#include "json/parser.hpp"
#include "json/token_index.hpp"
#include "thoth/member_writer.hpp"
#include "thoth/validation.hpp"
#include "validation/fast_path.hpp"
#include "validation/secrets.hpp"

namespace thoth {

struct MessageValidator::Impl {
  ValidationOptions options;
  FastPath fast_path;
  ValidationResult result;
  Violations of_schema;
  std::string wire;
  std::unordered_map<const Schema*, MemberWriter> writers;
  std::string copied;  ///< bare bytes, with the byte after them that the index wants
  json::TokenIndex index;
  json::Parser parser;

  void start() {
    result.violations.clear();
    result.members.clear();
    result.dropped.clear();
  }

  /// `schema` is null where any JSON will do.
  ValidationResult& accept(FastPath::Outcome outcome, const Schema* schema, const json::Text& contents) {
    result.canonical = outcome == FastPath::Outcome::canonical;
    if (!result.canonical) result.dropped = fast_path.dropped();
    if (options.wire != Wire::make) {
      result.wire = {};
      if (options.wire == Wire::members && schema != nullptr) fast_path.member_texts(result.members);
    } else if (result.canonical) {
      result.wire = contents.bytes;
    } else {
      make_wire(schema);
    }
    return result;
  }

  void make_wire(const Schema* schema) {
    wire.clear();
    if (schema != nullptr && fast_path.members(result.members)) {
      const auto writer = writers.try_emplace(schema, *schema, options.fill_ins).first;
      writer->second.write(result.members, wire);
    } else {
      result.members.clear();
      fast_path.write_wire(wire);
    }
    result.wire = wire;
  }

  /// Adds what breaks the schema to what reading found.
  void add_violations(const Schema& schema, const json::Node& root) {
    thoth::validate(schema, root, options, of_schema, result.dropped);
    auto& all = result.violations;
    if (all.empty()) return std::swap(all, of_schema);
    all.insert(all.end(), std::make_move_iterator(of_schema.begin()), std::make_move_iterator(of_schema.end()));
    sort_by_place(all);
  }

  /// The strict path; `schema` as for accept.
  ValidationResult& undecided(const Schema* schema, const json::Text& contents) {
    json::Parser::Tree& tree = parser.read(contents.bytes, json::Extent::whole, options.detail);
    std::swap(result.violations, tree.violations);
    return validate_tree(schema, contents.bytes, tree.root);
  }

  /// The strict path once `bytes` are parsed, with what that found wrong among the violations already.
  ValidationResult& validate_tree(const Schema* schema, std::string_view bytes, const json::Node* root) {
    result.canonical = false;
    result.wire = {};
    if (schema != nullptr) conceal(*schema, result.violations);
    if (schema != nullptr && root != nullptr) add_violations(*schema, *root);
    const bool wants_wire = options.wire == Wire::make || options.wire == Wire::compare;
    if (root == nullptr || !result.violations.empty() || !wants_wire) return result;
    wire.clear();
    if (schema != nullptr) {
      write_wire(*schema, *root, options, wire);
    } else {
      json::write(*root, wire);
    }
    result.canonical = wire == bytes;
    result.wire = result.canonical ? bytes : std::string_view(wire);
    return result;
  }

  /// Null if the fast path leaves it undecided; `schema` as for accept.
  ValidationResult* try_fast_path(const Schema* schema, const json::Text& contents) {
    start();
    if (contents.first == nullptr) return nullptr;
    const auto outcome =
        schema != nullptr ? fast_path.validate(*schema, contents, options) : fast_path.validate_untyped(contents);
    return outcome == FastPath::Outcome::undecided ? nullptr : &accept(outcome, schema, contents);
  }
};

MessageValidator::MessageValidator(ValidationOptions options) : impl_(std::make_unique<Impl>()) {
  impl_->options = std::move(options);
}
MessageValidator::MessageValidator(MessageValidator&&) noexcept = default;
MessageValidator& MessageValidator::operator=(MessageValidator&&) noexcept = default;
MessageValidator::~MessageValidator() = default;

void MessageValidator::set_detail(Detail detail) {
  impl_->options.detail = detail;
}

ValidationResult& MessageValidator::validate(const Schema& schema, const json::Text& contents) {
  ValidationResult* const decided = impl_->try_fast_path(&schema, contents);
  return decided != nullptr ? *decided : impl_->undecided(&schema, contents);
}

bool MessageValidator::valid_on_fast_path(const Schema& schema, const json::Text& contents) {
  return contents.first != nullptr &&
         impl_->fast_path.validate(schema, contents, impl_->options) != FastPath::Outcome::undecided;
}

const std::uint32_t* MessageValidator::end_of_valid(const Schema& schema, const json::Text& rest) {
  return valid_on_fast_path(schema, rest) ? impl_->fast_path.end() : nullptr;
}

const std::vector<DroppedMember>& MessageValidator::dropped_on_fast_path() const {
  return impl_->fast_path.dropped();
}

const std::uint32_t* MessageValidator::end_of_canonical(const Schema& schema, const json::Text& rest) {
  const bool is_canonical = impl_->fast_path.validate(schema, rest, impl_->options) == FastPath::Outcome::canonical;
  return is_canonical ? impl_->fast_path.end() : nullptr;
}

ValidationResult& MessageValidator::validate_bytes(const Schema* schema, std::string_view bytes) {
  ValidationResult* const decided = try_fast_path(schema, bytes);
  return decided != nullptr ? *decided : impl_->undecided(schema, {bytes});
}

ValidationResult* MessageValidator::try_fast_path(const Schema* schema, std::string_view bytes) {
  impl_->copied = bytes;
  ValidationResult* const decided = impl_->try_fast_path(schema, json::index_value(impl_->copied, impl_->index));
  if (decided == nullptr) return decided;
  for (std::string_view& member : decided->members) {
    if (!member.empty())
      member = bytes.substr(static_cast<std::size_t>(member.data() - impl_->copied.data()), member.size());
  }
  if (!decided->canonical) return decided;
  // White space around the value is no part of it.
  const auto first = bytes.find_first_not_of(" \t\r\n");
  const std::string_view value = bytes.substr(first, bytes.find_last_not_of(" \t\r\n") + 1 - first);
  decided->canonical = value.size() == bytes.size();
  if (impl_->options.wire == Wire::make) decided->wire = value;
  return decided;
}

ValidationResult& MessageValidator::validate_tree(const Schema* schema, std::string_view bytes, const json::Node* root,
                                                  const Violations& found) {
  impl_->start();
  impl_->result.violations = found;
  return impl_->validate_tree(schema, bytes, root);
}

ValidationResult& MessageValidator::validate_untyped(const json::Text& contents) {
  ValidationResult* const decided = impl_->try_fast_path(nullptr, contents);
  return decided != nullptr ? *decided : impl_->undecided(nullptr, contents);
}

}  // namespace thoth
