// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/document_writer.hpp"
#include "service/service_impl.hpp"
#include "thoth/kafka/topic_name.hpp"

namespace thoth {

Result<std::string> Service::asyncapi(std::string_view title, std::string_view version) const {
  std::vector<UsedType> types;
  const auto used = [&](const SchemaPtr& type) -> UsedType& {
    for (UsedType& one : types) {
      if (one.type == type.get()) return one;
    }
    return types.emplace_back(UsedType{type.get(), kafka::full_topic(impl_->options.prefix, type->topic)});
  };
  for (const SchemaPtr& type : impl_->routes->types()) used(type).is_received = true;
  for (const SchemaPtr& type : impl_->sent) used(type).is_sent = true;
  return asyncapi_document(title, version, types);
}

}  // namespace thoth
