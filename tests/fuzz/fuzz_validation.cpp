// Contents of every known type, judged at a glance and closely: the same violations, the same wire bytes, and what goes
// out is valid and goes out as it is.
#include <thoth/messages/all.hpp>

#include "fuzz.hpp"
#include "json/token_index.hpp"
#include "thoth/validation.hpp"

namespace thoth::fuzz {

void run(std::string_view text) {
  if (text.empty()) return;
  // The first byte picks the type and how strict the judge is.
  const auto choice = static_cast<unsigned char>(text.front());
  const auto schemas = messages::catalog().schemas();
  const Schema& schema = *schemas[choice / 2 % schemas.size()];
  const ValidationOptions options{choice % 2 == 0 ? Strict::no : Strict::yes, {{"component_name", "c"}}, Wire::make};
  const std::string value(text.substr(1));
  json::TokenIndex index;
  const json::Text indexed = json::index_value(value, index);
  Judge at_a_glance(options);
  Judge closely(options);
  const Judgement& glance = at_a_glance.judge(schema, indexed);
  same(glance, closely.judge(schema, {value, nullptr, nullptr, nullptr}));
  if (!glance.valid()) return;
  const std::string wire(glance.wire);
  const Judgement& again = closely.judge(schema, json::index_value(wire, index));
  require(again.valid() && again.wire == wire, "the wire form is valid and canonical");
}

}  // namespace thoth::fuzz
