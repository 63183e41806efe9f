# UNTESTED: never built by Nix; packaging/nix/check evaluates it with packages that stand for those of nixpkgs.
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds thoth-msg from its sources:
#   nix run --no-write-lock-file 'github:thoth-station/thoth-msg?dir=packaging/nix' -- --version
# There is no flake.lock yet: who tests this first makes it with "nix flake lock", and this line and the option go.
{
  description = "Kafka client for messages that have a contract";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs }:
    let
      source = ../..;
      project = builtins.match ".*project\\([^)]* VERSION ([0-9.]+) .*" (builtins.readFile (source + "/CMakeLists.txt"));
      package = pkgs: pkgs.stdenv.mkDerivation {
        pname = "thoth-msg";
        version = builtins.head project;
        src = source;
        nativeBuildInputs = with pkgs; [ cmake go-md2man installShellFiles ninja pkg-config ];
        buildInputs = with pkgs; [
          cli11 fmt openssl pcre2 rapidjson rdkafka re2 simdjson spdlog tl-expected uriparser utf8proc yaml-cpp
        ];
        cmakeFlags = [ "-DTHOTH_BUILD_TESTS=OFF" ];
        postInstall = ''
          installShellCompletion --cmd thoth-msg \
            --bash <($out/bin/thoth-msg completion bash) \
            --fish <($out/bin/thoth-msg completion fish) \
            --zsh <($out/bin/thoth-msg completion zsh)
        '';
        doInstallCheck = true;
        installCheckPhase = "$out/bin/thoth-msg dev-broker -- $out/bin/thoth-msg ping";
        meta = {
          description = "Kafka client for messages that have a contract";
          license = pkgs.lib.licenses.gpl3Plus;
          mainProgram = "thoth-msg";
          platforms = pkgs.lib.platforms.linux;
        };
      };
    in {
      packages = nixpkgs.lib.genAttrs [ "x86_64-linux" "aarch64-linux" ]
        (system: { default = package nixpkgs.legacyPackages.${system}; });
    };
}
