// SPDX-License-Identifier: EUPL-1.2
// A folder for one test, gone with everything in it afterwards.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace qp::store {

inline const std::string kVersionOfTomorrow{0, 0, 39, 15};

class TestFolder {
public:
    TestFolder() {
        static int number = 0;
        const auto base = std::filesystem::temp_directory_path();
        do {
            path_ =
                base / ("qp-store-" + std::to_string(std::rand()) + "-" + std::to_string(++number));
        } while (!std::filesystem::create_directory(path_));
    }
    ~TestFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;

    std::string path() const { return path_.string(); }
    std::string file(const std::string& name) const { return (path_ / name).string(); }
    std::string read(const std::string& name) const {
        std::ifstream stream{path_ / name, std::ios::binary};
        return {std::istreambuf_iterator<char>{stream}, {}};
    }
    void write(const std::string& name, const std::string& bytes) const {
        std::ofstream{path_ / name, std::ios::binary} << bytes;
    }
    // The schema's version stands in a database's head, four bytes, as every SQLite keeps it.
    std::string version(const std::string& name) const {
        return read(name).substr(kVersionAt, kVersionBytes);
    }
    void set_version(const std::string& name, const std::string& four) const {
        std::string bytes = read(name);
        bytes.replace(kVersionAt, kVersionBytes, four);
        write(name, bytes);
    }
    // Whether the bytes stand in any file here, the log included.
    bool holds(const std::string& bytes) const {
        for (const auto& entry : std::filesystem::directory_iterator{path_}) {
            if (read(entry.path().filename().string()).find(bytes) != std::string::npos) {
                return true;
            }
        }
        return false;
    }

private:
    static constexpr std::size_t kVersionAt = 60;
    static constexpr std::size_t kVersionBytes = 4;
    std::filesystem::path path_;
};

}  // namespace qp::store
