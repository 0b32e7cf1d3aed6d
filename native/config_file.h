// SPDX-License-Identifier: EUPL-1.2
// A program's one TOML file. The program asks for each value with its kind, its bounds and what
// holds without it; every mistake is gathered with its line, and finish() names them all, keys that
// nobody asked for included. So a typing error never passes for a setting.
//
//     auto file = ConfigFile::read(path);
//     if (!file) return report(file.error());
//     ConfigSection city = file->root().section("city");
//     options.port = city.integer("port", 8080, 1, 65535);
//     if (auto checked = file->finish(); !checked) return report(checked.error());
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace qp::native {

inline constexpr std::size_t kConfigBytesMax = 1u << 20;

// One table of the file, present or not. A view: its ConfigFile must outlive it.
class ConfigSection {
public:
    // Where the key is missing: `otherwise`. Where its value does not fit: noted, and `otherwise`.
    std::string text(std::string_view key, std::string otherwise);
    std::string required_text(std::string_view key);
    std::string choice(std::string_view key, std::string otherwise,
                       std::initializer_list<std::string_view> allowed);
    std::int64_t integer(std::string_view key, std::int64_t otherwise, std::int64_t min,
                         std::int64_t max);
    double number(std::string_view key, double otherwise, double min, double max);
    bool boolean(std::string_view key, bool otherwise);
    std::vector<std::string> texts(std::string_view key, std::vector<std::string> otherwise);
    // A relative path counts from the configuration file's folder, wherever the program was
    // started.
    std::string path(std::string_view key, std::string otherwise);

    bool has(std::string_view key) const;
    ConfigSection section(std::string_view key);                // [key]
    std::vector<ConfigSection> sections(std::string_view key);  // [[key]]

    // The program's own rule was broken: "city.toml:7: city.key: must be 32 hex digits".
    void fault(std::string_view key, const std::string& reason);

private:
    friend class ConfigFile;
    struct State;
    explicit ConfigSection(std::shared_ptr<State> state) : state_{std::move(state)} {}
    std::shared_ptr<State> state_;
};

class ConfigFile {
public:
    // Errors: not_found, too_large, malformed (with its line).
    static Result<ConfigFile> read(const std::string& path);
    // `name` stands in messages; its folder is where relative paths begin.
    static Result<ConfigFile> parse(std::string_view text, const std::string& name);
    ConfigFile(ConfigFile&&) noexcept;
    ConfigFile& operator=(ConfigFile&&) noexcept;
    ~ConfigFile();

    ConfigSection root();
    // bad_argument, one mistake a line, by line. Ask for everything first.
    Status finish();

private:
    struct Impl;
    explicit ConfigFile(std::shared_ptr<Impl> impl);
    std::shared_ptr<Impl> impl_;
    friend class ConfigSection;
};

}  // namespace qp::native
