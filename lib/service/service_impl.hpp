// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "service/board.hpp"
#include "service/routes.hpp"
#include "service/settings.hpp"
#include "thoth/service.hpp"

namespace thoth {

struct Service::Impl {
  service::Settings settings;
  ServiceOptions options;
  kafka::LogSink log;
  std::shared_ptr<service::Routes> routes;
  std::shared_ptr<service::Board> board = std::make_shared<service::Board>();
  std::vector<SchemaPtr> sent{};  ///< what handlers send, as far as sends() said it
};

}  // namespace thoth
