// SPDX-License-Identifier: EUPL-1.2
#include <spdlog/spdlog.h>
#include <termios.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <iostream>

#include "kiosk/app/kiosk.h"
#include "native/logging.h"
#include "native/pin.h"

namespace {

// Beside the program where it was installed or built, else where it was built.
std::string assets_folder(const std::string& given) {
    if (!given.empty()) return given;
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    for (const char* beside : {"assets", "../assets", "../../share/quartierpuls-kiosk"}) {
        const auto folder = program.parent_path() / beside;
        if (!error && std::filesystem::exists(folder / "fonts", error)) return folder.string();
    }
    return QP_KIOSK_ASSETS;
}

// Asks for a PIN without showing it, where somebody types; prints the line for kiosk.toml.
int print_pin_hash() {
    termios before{};
    const bool is_typed = ::tcgetattr(STDIN_FILENO, &before) == 0;
    if (is_typed) {
        std::fputs("PIN (6 to 12 digits): ", stderr);
        termios hidden = before;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSANOW, &hidden);
    }
    std::string pin;
    std::getline(std::cin, pin);
    if (is_typed) {
        ::tcsetattr(STDIN_FILENO, TCSANOW, &before);
        std::fputs("\n", stderr);
    }
    const auto hash = qp::native::hash_pin(pin);
    if (!hash) {
        std::fprintf(stderr, "%s\n", hash.error().detail.c_str());
        return 2;
    }
    std::printf("pin_hash = \"%s\"\n", hash->c_str());
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    using namespace qp;
    native::set_up_logging("quartierpuls-kiosk", native::LogLevel::info);
    CLI::App program{"The kiosk of Quartierpuls"};
    std::string config_path;
    std::string size;
    std::string data;
    std::string assets;
    kiosk::app::KioskOptions options;
    CLI::App* pin = program.add_subcommand("pin", "print a PIN's hash for [staff] in kiosk.toml");
    program.add_option("--config", config_path, "kiosk.toml");
    program.add_option("--script", options.script, "commands from a file, or - for standard input");
    program.add_option("--size", size, "window in pixels, 1080x1920; over the configuration's");
    program.add_option("--data", data, "folder of the databases; over the configuration's");
    program.add_option("--assets", assets, "folder with fonts, pictograms and keyboards");
    CLI11_PARSE(program, argc, argv);
    if (pin->parsed()) return print_pin_hash();
    if (config_path.empty()) {
        std::fprintf(stderr, "--config is required\n");
        return 2;
    }

    auto config = kiosk::app::read_config(config_path);
    if (!config) {
        std::fprintf(stderr, "%s\n", config.error().detail.c_str());
        return 2;
    }
    options.config = std::move(*config);
    if (!data.empty()) options.config.data_folder = data;
    auto& window = options.config.window;
    if (!size.empty() && !kiosk::app::read_size(size, window)) {
        std::fprintf(stderr, "--size: not WIDTHxHEIGHT in pixels, 320 to 8192: %s\n", size.c_str());
        return 2;
    }
    options.assets = assets_folder(assets);

    auto started = kiosk::app::Kiosk::start(options);
    if (!started) {
        spdlog::error("cannot start: {}", native::describe(started.error()));
        return 1;
    }
    return (*started)->run();
}
