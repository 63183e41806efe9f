#include <iterator>
#include <unordered_map>
#include <utility>

#include "json/parser.hpp"
#include "json/token_index.hpp"
#include "thoth/member_writer.hpp"
#include "thoth/validation.hpp"
#include "validation/fast_path.hpp"

namespace thoth {

struct Judge::Impl {
  ValidationOptions options;
  Glance glance;
  Judgement judgement;
  std::string wire;
  std::unordered_map<const Schema*, MemberWriter> writers;
  std::string copied;  ///< bare bytes, with the byte behind them that the index wants
  json::TokenIndex index;
  json::Parser parser;

  void start() {
    judgement.violations.clear();
    judgement.members.clear();
  }

  /// `schema` is null where any JSON will do.
  Judgement& accept(Glance::Verdict verdict, const Schema* schema, const json::Text& contents) {
    judgement.canonical = verdict == Glance::Verdict::canonical;
    if (options.wire != Wire::make) {
      judgement.wire = {};
      if (options.wire == Wire::members && schema != nullptr) glance.member_texts(judgement.members);
    } else if (judgement.canonical) {
      judgement.wire = contents.bytes;
    } else {
      make_wire(schema);
    }
    return judgement;
  }

  void make_wire(const Schema* schema) {
    wire.clear();
    if (schema != nullptr && glance.members(judgement.members)) {
      const auto writer = writers.try_emplace(schema, *schema, options.fill_ins).first;
      writer->second.write(judgement.members, wire);
    } else {
      judgement.members.clear();
      glance.write_wire(wire);
    }
    judgement.wire = wire;
  }

  /// Adds to what reading found.
  void add(Violations violations) {
    auto& all = judgement.violations;
    if (all.empty()) {
      all = std::move(violations);
      return;
    }
    all.insert(all.end(), std::make_move_iterator(violations.begin()), std::make_move_iterator(violations.end()));
    sort_by_place(all);
  }

  /// The strict path; `schema` as for accept.
  Judgement& look_closer(const Schema* schema, const json::Text& contents) {
    json::Parser::Tree& tree = parser.read(contents.bytes, json::Extent::whole, options.detail);
    std::swap(judgement.violations, tree.violations);
    return judge_tree(schema, contents.bytes, tree.root);
  }

  /// The strict path once `bytes` are parsed, with what that found wrong among the violations already.
  Judgement& judge_tree(const Schema* schema, std::string_view bytes, const json::Node* root) {
    judgement.canonical = false;
    judgement.wire = {};
    if (schema != nullptr && root != nullptr) add(validate(*schema, *root, options));
    const bool wants_wire = options.wire == Wire::make || options.wire == Wire::compare;
    if (root == nullptr || !judgement.violations.empty() || !wants_wire) return judgement;
    wire.clear();
    if (schema != nullptr) {
      write_wire(*schema, *root, options, wire);
    } else {
      json::write(*root, wire);
    }
    judgement.canonical = wire == bytes;
    judgement.wire = judgement.canonical ? bytes : std::string_view(wire);
    return judgement;
  }

  /// Null if the fast path leaves it undecided; `schema` as for accept.
  Judgement* try_fast_path(const Schema* schema, const json::Text& contents) {
    start();
    if (contents.first == nullptr) return nullptr;
    const auto verdict = schema != nullptr ? glance.judge(*schema, contents, options) : glance.judge_untyped(contents);
    return verdict == Glance::Verdict::look_closer ? nullptr : &accept(verdict, schema, contents);
  }
};

Judge::Judge(ValidationOptions options) : impl_(std::make_unique<Impl>()) {
  impl_->options = std::move(options);
}
Judge::Judge(Judge&&) noexcept = default;
Judge& Judge::operator=(Judge&&) noexcept = default;
Judge::~Judge() = default;

void Judge::set_detail(Detail detail) {
  impl_->options.detail = detail;
}

Judgement& Judge::judge(const Schema& schema, const json::Text& contents) {
  Judgement* const decided = impl_->try_fast_path(&schema, contents);
  return decided != nullptr ? *decided : impl_->look_closer(&schema, contents);
}

bool Judge::valid_at_a_glance(const Schema& schema, const json::Text& contents) {
  return contents.first != nullptr &&
         impl_->glance.judge(schema, contents, impl_->options) != Glance::Verdict::look_closer;
}

const std::uint32_t* Judge::behind_valid(const Schema& schema, const json::Text& rest) {
  return valid_at_a_glance(schema, rest) ? impl_->glance.end() : nullptr;
}

const std::uint32_t* Judge::behind_canonical(const Schema& schema, const json::Text& rest) {
  const bool is_canonical = impl_->glance.judge(schema, rest, impl_->options) == Glance::Verdict::canonical;
  return is_canonical ? impl_->glance.end() : nullptr;
}

Judgement& Judge::judge_bytes(const Schema* schema, std::string_view bytes) {
  Judgement* const decided = try_fast_path(schema, bytes);
  return decided != nullptr ? *decided : impl_->look_closer(schema, {bytes});
}

Judgement* Judge::try_fast_path(const Schema* schema, std::string_view bytes) {
  impl_->copied = bytes;
  Judgement* const decided = impl_->try_fast_path(schema, json::index_value(impl_->copied, impl_->index));
  if (decided == nullptr || !decided->canonical) return decided;
  // White space around the value is no part of it.
  const auto first = bytes.find_first_not_of(" \t\r\n");
  const std::string_view value = bytes.substr(first, bytes.find_last_not_of(" \t\r\n") + 1 - first);
  decided->canonical = value.size() == bytes.size();
  if (impl_->options.wire == Wire::make) decided->wire = value;
  return decided;
}

Judgement& Judge::judge_tree(const Schema* schema, std::string_view bytes, const json::Node* root,
                             const Violations& found) {
  impl_->start();
  impl_->judgement.violations = found;
  return impl_->judge_tree(schema, bytes, root);
}

Judgement& Judge::judge_untyped(const json::Text& contents) {
  Judgement* const decided = impl_->try_fast_path(nullptr, contents);
  return decided != nullptr ? *decided : impl_->look_closer(nullptr, contents);
}

}  // namespace thoth
