#include "value_keeper.hpp"

#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "thoth/member_writer.hpp"

namespace thoth::cli {
namespace {

/// Of so many members it is remembered where they stand, 8 bytes each; values of entries behind them are copied.
constexpr std::size_t most_members = std::size_t{8} << 20;

/// True if nothing but the value goes out.
bool is_bare(const Outgoing& outgoing) {
  const kafka::Message& message = outgoing.message;
  return message.value && !message.key && message.partition < 0 && message.headers->empty() && !message.timestamp;
}

bool is_in_input(const Outgoing& outgoing) {
  return outgoing.message.payload == kafka::Payload::borrow;
}

}  // namespace

ValueKeeper::ValueKeeper(InputPart& part, const char* base, KeptValues& kept, const MessageRules& rules,
                         std::string& copied)
    : part_(part), base_(base + part.begin), kept_(kept), rules_(rules), copied_(copied) {
  copied_.clear();
}

void ValueKeeper::note(const Outgoing& outgoing) {
  if (!is_bare(outgoing)) forget();
  if (form_ == Form::undecided) {
    form_ = form_of_first(outgoing);
    part_.topic = outgoing.base_topic;
  }
  if (form_ == Form::members) {
    if (!outgoing.members.empty()) return note_members(outgoing.members);
    copy_members();
  }
  if (form_ == Form::in_input && !is_in_input(outgoing)) copy_values();
  if (form_ == Form::in_input) note_span(base_, *outgoing.message.value);
  if (form_ == Form::copied) note_copy(*outgoing.message.value);
}

void ValueKeeper::forget() {
  form_ = Form::none;
  part_.values = {};
  part_.members = 0;
}

void ValueKeeper::keep() {
  part_.values_begin = part_.begin;
  if (form_ == Form::members) kept_.members += part_.values.size();
  if (form_ != Form::copied) return;
  const auto at = kept_.scratch->put(copied_);
  if (!at) return forget();
  part_.values_begin = *at;
  part_.in_scratch = true;
}

ValueKeeper::Form ValueKeeper::form_of_first(const Outgoing& outgoing) const {
  if (is_in_input(outgoing)) return Form::in_input;
  if (!outgoing.members.empty() && kept_.members < most_members) return Form::members;
  return kept_.scratch == nullptr ? Form::none : Form::copied;
}

void ValueKeeper::note_members(std::span<const std::string_view> members) {
  part_.members = members.size();
  for (const std::string_view member : members) note_span(member.empty() ? member.data() : base_, member);
}

/// Remembers where bytes stand, counted from `from`.
void ValueKeeper::note_span(const char* from, std::string_view bytes) {
  if (form_ == Form::none) return;
  const auto offset = static_cast<std::uint64_t>(bytes.data() - from);
  if (offset + bytes.size() > std::numeric_limits<std::uint32_t>::max()) return forget();
  part_.values.push_back({static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(bytes.size())});
}

void ValueKeeper::note_copy(std::string_view value) {
  const std::size_t offset = copied_.size();
  copied_ += value;
  note_span(copied_.data(), std::string_view(copied_).substr(offset));
}

/// One value differs from the input: from now on all are kept beside each other.
void ValueKeeper::copy_values() {
  if (kept_.scratch == nullptr) return forget();
  form_ = Form::copied;
  for (const Span& span : std::exchange(part_.values, {})) note_copy({base_ + span.offset, span.size});
}

/// One value is more than its members: all are kept as they go out.
void ValueKeeper::copy_members() {
  if (kept_.scratch == nullptr) return forget();
  form_ = Form::copied;
  const std::vector<Span> spans = std::exchange(part_.values, {});
  const MemberWriter writer(*rules_.types->find(part_.topic), rules_.validation.fill_ins);
  std::vector<std::string_view> members;
  std::string value;
  for (std::size_t at = 0; at < spans.size(); at += part_.members) {
    take_members(std::span(spans).subspan(at, part_.members), base_, members);
    value.clear();
    writer.write(members, value);
    note_copy(value);
  }
  part_.members = 0;
}

}  // namespace thoth::cli
