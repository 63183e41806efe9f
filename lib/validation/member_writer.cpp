#include "thoth/member_writer.hpp"

#include "thoth/json.hpp"
#include "validation/declared.hpp"

namespace thoth {

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
  out.push_back('{');
  for (std::size_t index = 0; index < members_.size(); ++index) {
    out.append(members_[index].before);
    out.append(members[index].empty() ? std::string_view(members_[index].absent) : members[index]);
  }
  out.push_back('}');
}

}  // namespace thoth
