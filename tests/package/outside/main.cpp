#include <iostream>

#include "thoth/kafka/publish.hpp"
#include "thoth/messages/solved_package.hpp"

int main(int, char** arguments) {
  const auto config = thoth::kafka::Config::resolve({.options = {{"bootstrap.servers", arguments[1]}}}).value();
  auto producer = thoth::kafka::Producer::create(config).value();
  const thoth::messages::SolvedPackage message{.component_name = "my-solver",
                                               .index_url = "https://pypi.org/simple",
                                               .package_name = "numpy",
                                               .package_version = "1.22.4",
                                               .service_version = "1.0.0",
                                               .solver = "solver-fedora-35-py39"};
  const auto wait = thoth::kafka::Wait::at_most(std::chrono::seconds(30));
  const auto sent = thoth::kafka::publish(producer, "", message, wait).and_then([&] { return producer.flush(wait); });
  std::cout << (sent ? std::to_string(producer.accounting().acknowledged) + " acknowledged" : sent.error().text())
            << '\n';
}
