// SPDX-License-Identifier: EUPL-1.2
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>

#include "kiosk/app/kiosk.h"
#include "native/logging.h"

namespace {

// Beside the program where it was installed or built, else where it was built.
std::string assets_folder(const std::string& given) {
    if (!given.empty()) return given;
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    for (const char* beside : {"assets", "../assets"}) {
        const auto folder = program.parent_path() / beside;
        if (!error && std::filesystem::exists(folder / "fonts", error)) return folder.string();
    }
    return QP_KIOSK_ASSETS;
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
    program.add_option("--config", config_path, "kiosk.toml")->required();
    program.add_option("--script", options.script, "commands from a file, or - for standard input");
    program.add_option("--size", size, "window in pixels, 1080x1920; over the configuration's");
    program.add_option("--data", data, "folder of the databases; over the configuration's");
    program.add_option("--assets", assets, "folder with fonts, pictograms and keyboards");
    CLI11_PARSE(program, argc, argv);

    auto config = kiosk::app::read_config(config_path);
    if (!config) {
        std::fprintf(stderr, "%s\n", config.error().detail.c_str());
        return 2;
    }
    options.config = std::move(*config);
    if (!data.empty()) options.config.data_folder = data;
    auto& window = options.config.window;
    if (!size.empty() && std::sscanf(size.c_str(), "%dx%d", &window.width, &window.height) != 2) {
        std::fprintf(stderr, "--size: not WIDTHxHEIGHT: %s\n", size.c_str());
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
