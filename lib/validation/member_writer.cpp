// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/member_writer.hpp"

#include <cstring>

#include "thoth/json.hpp"
#include "validation/declared.hpp"

namespace thoth {
namespace {

template <std::size_t size>
void copy(const char* from, char* to) {
  std::memcpy(to, from, size);
}

/// Copies and returns where the copy ends. Most texts are short: a call for each would cost more than the copies do.
char* put(std::string_view text, char* to) {
  const char* const from = text.data();
  const std::size_t size = text.size();
  if (size >= 256) {
    std::memcpy(to, from, size);
  } else if (size >= 16) {
    for (std::size_t at = 0; at + 16 < size; at += 16) copy<16>(from + at, to + at);
    copy<16>(from + size - 16, to + size - 16);
  } else if (size >= 8) {
    copy<8>(from, to);
    copy<8>(from + size - 8, to + size - 8);
  } else {
    for (std::size_t at = 0; at < size; ++at) to[at] = from[at];
  }
  return to + size;
}

}  // namespace

MemberWriter::MemberWriter(const Schema& schema, const std::vector<FillIn>& fill_ins) {
  for (const Property& property : schema.root().properties) {
    Member member;
    if (!members_.empty()) member.before = ",";
    json::write_string(property.name, member.before);
    member.before += ':';
    if (const FillIn* const fill_in = fill_in_for(schema, property, fill_ins)) {
      json::write_string(fill_in->value, member.absent);
    } else {
      member.absent = property.default_json;
    }
    members_.push_back(std::move(member));
  }
}

void MemberWriter::write(std::span<const std::string_view> members, std::string& out) const {
  std::size_t size = 2;
  for (std::size_t index = 0; index < members_.size(); ++index) {
    size += members_[index].before.size() + value_of(index, members).size();
  }
  const std::size_t begin = out.size();
  out.resize(begin + size);
  char* to = out.data() + begin;
  *to++ = '{';
  for (std::size_t index = 0; index < members_.size(); ++index) {
    to = put(members_[index].before, to);
    to = put(value_of(index, members), to);
  }
  *to = '}';
}

std::string_view MemberWriter::value_of(std::size_t index, std::span<const std::string_view> members) const {
  return members[index].empty() ? std::string_view(members_[index].absent) : members[index];
}

}  // namespace thoth
