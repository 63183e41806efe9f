#include "masking.hpp"

#include <algorithm>

namespace thoth::cli {
namespace {

const Property* property_of(const Rule& rule, std::string_view name) {
  const auto found = std::find_if(rule.properties.begin(), rule.properties.end(),
                                  [name](const Property& property) { return property.name == name; });
  return found == rule.properties.end() ? nullptr : &*found;
}

class Masking {
 public:
  Masking(const Schema& schema, Masked& out) : schema_(schema), out_(out) {}

  /// `rule` is null where nothing is declared.
  void write(const json::Node& node, const Rule* rule, const std::string& pointer) {
    if (rule != nullptr && node.kind == json::Kind::object) {
      write_object(node, *rule, pointer);
    } else if (rule != nullptr && rule->items && node.kind == json::Kind::array) {
      write_array(node, schema_.rules[*rule->items], pointer);
    } else {
      json::write(node, out_.text);
    }
  }

 private:
  void write_object(const json::Node& node, const Rule& rule, const std::string& pointer) {
    out_.text += '{';
    bool first = true;
    for (const json::Member& member : node.members) {
      if (!first) out_.text += ',';
      first = false;
      json::write_string(member.name, out_.text);
      out_.text += ':';
      const Property* property = property_of(rule, member.name);
      const std::string at = pointer + pointer_token(member.name);
      if (property != nullptr && property->secret == Secret::yes && member.value.kind != json::Kind::null) {
        json::write_string(secret_mark, out_.text);
        out_.pointers.push_back(at);
      } else {
        write(member.value, property == nullptr ? nullptr : &schema_.rules[property->rule], at);
      }
    }
    out_.text += '}';
  }

  void write_array(const json::Node& node, const Rule& rule, const std::string& pointer) {
    out_.text += '[';
    std::size_t index = 0;
    for (const json::Node& item : node.items) {
      if (index != 0) out_.text += ',';
      write(item, &rule, pointer + '/' + std::to_string(index));
      ++index;
    }
    out_.text += ']';
  }

  const Schema& schema_;
  Masked& out_;
};

}  // namespace

bool has_secrets(const Schema& schema) {
  return std::any_of(schema.rules.begin(), schema.rules.end(), [](const Rule& rule) {
    return std::any_of(rule.properties.begin(), rule.properties.end(),
                       [](const Property& property) { return property.secret == Secret::yes; });
  });
}

Masked mask(const Schema& schema, const json::Node& contents) {
  Masked masked;
  Masking(schema, masked).write(contents, &schema.root(), "");
  return masked;
}

void mask(const std::vector<std::string>& pointers, Violations& violations) {
  for (Violation& violation : violations) {
    const bool secret = std::any_of(pointers.begin(), pointers.end(), [&violation](const std::string& pointer) {
      return violation.pointer == pointer || violation.pointer.starts_with(pointer + '/');
    });
    if (secret) violation.found = secret_mark;
  }
}

}  // namespace thoth::cli
