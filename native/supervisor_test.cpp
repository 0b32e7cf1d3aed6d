// SPDX-License-Identifier: EUPL-1.2
#include "native/supervisor.h"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

namespace qp::native {
namespace {

// Listens as systemd does.
class Listener {
public:
    Listener() {
        std::string name = (std::filesystem::temp_directory_path() / "qp-notify-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        folder_ = name;
        path_ = name + "/socket";
        socket_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        REQUIRE(path_.size() < sizeof address.sun_path);
        std::memcpy(address.sun_path, path_.c_str(), path_.size() + 1);
        REQUIRE(::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
        ::setenv("NOTIFY_SOCKET", path_.c_str(), 1);
    }
    ~Listener() {
        ::unsetenv("NOTIFY_SOCKET");
        ::close(socket_);
        std::filesystem::remove_all(folder_);
    }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    std::vector<std::string> heard() {
        std::vector<std::string> all;
        std::array<char, 256> bytes{};
        for (;;) {
            const auto size = ::recv(socket_, bytes.data(), bytes.size(), 0);
            if (size < 0) return all;
            all.emplace_back(bytes.data(), static_cast<std::size_t>(size));
        }
    }

private:
    std::string folder_;
    std::string path_;
    int socket_ = -1;
};

TEST_CASE("systemd hears once that a program is ready, and once a second that it lives") {
    Listener systemd;
    Supervisor supervisor;
    supervisor.ready();
    supervisor.ready();
    CHECK(systemd.heard() == std::vector<std::string>{"READY=1"});
    for (int now = 0; now < 2000; now += 100) supervisor.alive(Milliseconds{now});
    CHECK(systemd.heard() == std::vector<std::string>{"WATCHDOG=1", "WATCHDOG=1"});
}

TEST_CASE("a program that systemd did not start goes on all the same") {
    ::unsetenv("NOTIFY_SOCKET");
    Supervisor supervisor;
    supervisor.ready();
    supervisor.alive(Milliseconds{0});
}

}  // namespace
}  // namespace qp::native
