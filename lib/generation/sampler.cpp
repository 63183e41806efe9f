#include "thoth/sampler.hpp"

#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "generation/value_maker.hpp"
#include "thoth/json.hpp"
#include "thoth/validation.hpp"

namespace thoth {
namespace {

constexpr std::size_t attempts = 60;

/// Where a value stands in a text, and what may be done with it.
struct Part {
  const json::Node* node = nullptr;
  std::size_t begin = 0;  // of what is taken out to leave it out; none can be where this is its end
  std::size_t end = 0;
};

void add_parts(const json::Node& node, std::vector<Part>& parts) {
  const auto add = [&parts](std::size_t index, std::size_t count, std::size_t begin, std::size_t behind_last,
                            std::size_t next, const json::Node& value) {
    if (index > 0) {
      parts.push_back({&value, behind_last, value.end});
    } else {
      parts.push_back({&value, begin, count > 1 ? next : value.end});
    }
    add_parts(value, parts);
  };
  for (std::size_t i = 0; i < node.members.size(); ++i) {
    const json::Member& member = node.members[i];
    const std::size_t next = i + 1 < node.members.size() ? node.members[i + 1].begin : 0;
    add(i, node.members.size(), member.begin, i > 0 ? node.members[i - 1].value.end : 0, next, member.value);
  }
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const json::Node& item = node.items[i];
    const std::size_t next = i + 1 < node.items.size() ? node.items[i + 1].begin : 0;
    add(i, node.items.size(), item.begin, i > 0 ? node.items[i - 1].end : 0, next, item);
  }
}

/// `text` with one change.
std::string changed(const std::string& text, const std::vector<Part>& parts, generation::Random& random) {
  static constexpr std::array<std::string_view, 12> others{
      "null",        "true", "1",     "-1e30", "1e30", "9223372036854775808",
      "0.123456789", "\"\"", "\"~\"", "[]",    "{}",   "[null]"};
  const Part& part = parts[random.below(parts.size())];
  const json::Node& node = *part.node;
  const std::size_t way = random.below(3);
  if (way == 0 && part.begin != part.end) return text.substr(0, part.begin) + text.substr(part.end);
  std::string value(others[random.below(others.size())]);
  const std::string own = text.substr(node.begin, node.end - node.begin);
  if (way == 1 && node.kind == json::Kind::object) {
    value = own.substr(0, own.size() - 1) + (node.members.empty() ? "" : ",") + "\"not declared\":null}";
  } else if (way == 1 && node.kind == json::Kind::array && !node.items.empty()) {
    const json::Node& last = node.items.back();
    value = own.substr(0, own.size() - 1) + "," + text.substr(last.begin, last.end - last.begin) + "]";
  } else if (way == 1 && node.kind == json::Kind::string) {
    value = own.substr(0, own.size() - 1) + std::string(1U << random.below(12), '~') + "\"";
  }
  return text.substr(0, node.begin) + value + text.substr(node.end);
}

ValidationOptions verdict_only(std::vector<FillIn> fill_ins) {
  ValidationOptions options;
  options.fill_ins = std::move(fill_ins);
  options.wire = Wire::skip;
  return options;
}

/// A message without contents is a tombstone, which keeps every contract.
bool is_tombstone(std::string_view contents) {
  return contents == "null";
}

}  // namespace

struct Sampler::Impl {
  Impl(const Schema& of, std::uint64_t seed, std::vector<FillIn> fill_ins)
      : schema(of), maker(of, seed), judge(verdict_only({})), lenient(verdict_only(std::move(fill_ins))) {}

  const Schema& schema;
  generation::ValueMaker maker;
  Judge judge;
  Judge lenient;  // fills in
};

Sampler::Sampler(const Schema& schema, std::uint64_t seed, std::vector<FillIn> fill_ins)
    : impl_(std::make_unique<Impl>(schema, seed, std::move(fill_ins))) {}
Sampler::Sampler(Sampler&&) noexcept = default;
Sampler& Sampler::operator=(Sampler&&) noexcept = default;
Sampler::~Sampler() = default;

Result<std::string> Sampler::valid() {
  Violation last;
  for (std::size_t attempt = 0; attempt < attempts; ++attempt) {
    std::string contents = impl_->maker.make(attempt);
    const Judgement& judgement = impl_->judge.judge_bytes(&impl_->schema, contents);
    if (judgement.valid()) return contents;
    last = judgement.violations.front();
  }
  return fail(ErrorCode::usage, "making a message of", impl_->schema.topic,
              "gave up at \"" + last.pointer + "\": " + last.message(),
              "give the schema examples of its own there, or see whether any value can satisfy it");
}

Result<Sampler::Broken> Sampler::broken() {
  for (std::size_t attempt = 0; attempt < attempts; ++attempt) {
    THOTH_TRY_ASSIGN(const std::string contents, valid());
    const json::Parsed parsed = json::parse(contents);
    const json::Node& root = parsed.document->root();
    std::vector<Part> parts{{&root, 0, 0}};
    add_parts(root, parts);
    for (std::size_t i = 0; i < attempts; ++i) {
      std::string other = changed(contents, parts, impl_->maker.random());
      if (is_tombstone(other)) continue;
      const Judgement& judgement = impl_->judge.judge_bytes(&impl_->schema, other);
      if (judgement.violations.size() != 1) continue;
      if (impl_->lenient.judge_bytes(&impl_->schema, other).valid()) continue;
      return Broken{std::move(other), judgement.violations.front()};
    }
  }
  return fail(ErrorCode::usage, "making an invalid message of", impl_->schema.topic,
              "gave up: nothing that was tried breaks one rule and no other",
              "see thoth-msg messages show for what the type asks for");
}

}  // namespace thoth
