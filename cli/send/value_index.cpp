// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/value_index.hpp"

#include <limits>
#include <utility>
#include <vector>

namespace thoth::cli {
namespace {

/// True if nothing but the value goes out.
bool is_bare(const Outgoing& outgoing) {
  const kafka::Message& message = outgoing.message;
  return message.value && !message.key && message.partition < 0 && message.headers.empty() && !message.timestamp &&
         outgoing.frame.empty();
}

bool is_in_input(const Outgoing& outgoing) {
  return outgoing.message.payload == kafka::Payload::borrow;
}

}  // namespace

ValueKeeper::ValueKeeper(InputPart& part, const char* base, Scratch* scratch, std::string& copied)
    : part_(part), base_(base + part.begin), scratch_(scratch), copied_(copied) {
  copied_.clear();
}

bool ValueKeeper::add(const Outgoing& outgoing) {
  if (!is_bare(outgoing)) {
    forget();
    return false;
  }
  if (form_ == Form::undecided) {
    form_ = is_in_input(outgoing) ? Form::in_input : Form::copied;
    part_.topic = outgoing.base_topic;
  }
  if (form_ == Form::in_input && !is_in_input(outgoing)) copy_values();
  add_another(*outgoing.message.value);
  return is_in_input(outgoing);
}

void ValueKeeper::add_another(std::string_view value) {
  if (form_ == Form::in_input) add_span(base_, value);
  if (form_ == Form::copied) add_copy(value);
}

void ValueKeeper::forget() {
  form_ = Form::none;
  part_.values = {};
}

void ValueKeeper::keep() {
  part_.values_begin = part_.begin;
  if (form_ != Form::copied) return;
  if (scratch_ == nullptr) {
    part_.copied = std::exchange(copied_, {});
    return;
  }
  const auto at = scratch_->put(copied_);
  if (!at) return forget();
  part_.values_begin = *at;
  part_.in_scratch = true;
}

/// Remembers where bytes stand, counted from `from`.
void ValueKeeper::add_span(const char* from, std::string_view bytes) {
  if (form_ == Form::none) return;
  const auto offset = static_cast<std::uint64_t>(bytes.data() - from);
  if (offset + bytes.size() > std::numeric_limits<std::uint32_t>::max()) return forget();
  part_.values.push_back({static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(bytes.size())});
}

void ValueKeeper::add_copy(std::string_view value) {
  const std::size_t offset = copied_.size();
  copied_ += value;
  add_span(copied_.data(), std::string_view(copied_).substr(offset));
}

/// One value differs from the input: from now on all are copied beside each other.
void ValueKeeper::copy_values() {
  form_ = Form::copied;
  for (const Span& span : std::exchange(part_.values, {})) add_copy({base_ + span.offset, span.size});
}

}  // namespace thoth::cli
