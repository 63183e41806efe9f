#include <iostream>

#include "thoth/kafka/producer.hpp"
#include "thoth/messages/solved_package.hpp"

/// Sends one message and says how many the cluster has acknowledged.
thoth::Result<std::uint64_t> announce(const std::string& servers) {
  const thoth::messages::SolvedPackage message{
      {"my-solver", "1.0.0"}, "numpy", "1.22.4", "https://pypi.org/simple", "solver-fedora-35-py39"};
  THOTH_TRY_ASSIGN(const auto bytes, thoth::encode(message));
  THOTH_TRY_ASSIGN(const auto config, thoth::kafka::Config::resolve({.options = {{"bootstrap.servers", servers}}}));
  THOTH_TRY_ASSIGN(auto producer, thoth::kafka::Producer::create(config));
  const auto wait = thoth::kafka::Wait::at_most(std::chrono::seconds(30));
  THOTH_TRY(producer.send({.topic = "thoth.solver.solved-package", .value = bytes}, wait));
  THOTH_TRY(producer.flush(wait));
  return producer.accounting().acknowledged;
}

int main(int, char** arguments) {
  const auto acknowledged = announce(arguments[1]);
  std::cout << (acknowledged ? std::to_string(*acknowledged) + " acknowledged" : acknowledged.error().text()) << '\n';
}
