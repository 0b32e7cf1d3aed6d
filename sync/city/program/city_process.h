// SPDX-License-Identifier: EUPL-1.2
// The real program for tests: started with a configuration of its own, ended or killed.
#pragma once

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "core/domain/event.h"
#include "sync/city/storage/test_city.h"

namespace qp::city::program {

struct Ended {
    int code = -1;
    std::string out;
};

// The program as a server: started with a command, waited for until it says "ready". Who owns its
// folder ends it.
class ServerProcess {
public:
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    // The exit code, or minus the signal.
    int end(int signal) {
        if (pid_ <= 0) return 0;
        ::kill(pid_, signal);
        int status = 0;
        ::waitpid(pid_, &status, 0);
        pid_ = 0;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }
    std::uint16_t port = 0;
    std::string log_file;  // where standard error goes; empty: to the test's own

protected:
    ServerProcess() = default;
    ~ServerProcess() = default;

    void start(const std::string& command, const std::string& config) {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        pid_ = ::fork();
        if (pid_ == 0) {
            ::dup2(ends[1], 1);
            ::close(ends[0]);
            if (!log_file.empty())
                ::dup2(::open(log_file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600), 2);
            ::execl(QP_CITY_PROGRAM, QP_CITY_PROGRAM, command.c_str(), "--config", config.c_str(),
                    static_cast<char*>(nullptr));
            ::_exit(127);
        }
        ::close(ends[1]);
        std::string line;
        char c = 0;
        while (::read(ends[0], &c, 1) == 1 && c != '\n') line.push_back(c);
        ::close(ends[0]);
        const std::size_t colon = line.rfind(':');
        REQUIRE(line.compare(0, 6, "ready ") == 0);
        port = static_cast<std::uint16_t>(std::atoi(line.c_str() + colon + 1));
    }
    // Another command beside it.
    static Ended run_with(const std::string& words, const std::string& config) {
        const std::string line =
            std::string{QP_CITY_PROGRAM} + " " + words + " --config " + config + " 2>&1";
        Ended ended;
        FILE* pipe = ::popen(line.c_str(), "r");
        REQUIRE(pipe);
        char bytes[4096];
        while (const std::size_t count = std::fread(bytes, 1, sizeof bytes, pipe))
            ended.out.append(bytes, count);
        const int status = ::pclose(pipe);
        ended.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
        return ended;
    }

private:
    pid_t pid_ = 0;
};

// Something to publish, in Mitte.
inline domain::Event summer_party() {
    domain::Event event;
    event.id = Id{ops::Salt{1}};
    event.title = "Sommerfest";
    event.quarter = "mitte";
    return event;
}

class CityProcess : public ServerProcess {
public:
    // `more`: TOML after the [listen] table's port.
    explicit CityProcess(const std::string& more = "", const std::string& log_level = "warning") {
        std::ofstream{config()}
            << "[city]\nname = \"Teststadt\"\ndata_dir = \"data\"\napp_dir = \"app\"\n"
            << "[log]\nlevel = \"" << log_level << "\"\n[listen]\nport = 0\n"
            << more;
        std::filesystem::create_directories(folder.file("app"));
        std::ofstream{folder.file("app/index.html")}
            << "<html lang=\"de\" dir=\"ltr\"><script type=\"application/json\" "
               "id=\"first-view\"></script>";
    }

    // Before its folder goes, into which it still writes.
    ~CityProcess() { end(SIGKILL); }

    void start() { ServerProcess::start("serve", config()); }
    Ended run(const std::string& words) const { return run_with(words, config()); }
    std::string config() const { return folder.file("city.toml"); }
    storage::KeyStore keys() const { return *storage::KeyStore::open(folder.file("data/keys")); }

    storage::TestFolder folder;
};

// A relay of that city, enrolled by the program's own commands.
class RelayProcess : public ServerProcess {
public:
    explicit RelayProcess(const CityProcess& city) {
        configure(city, city.port);
        const std::string key = run("relay --key").out;
        REQUIRE(key.compare(0, 6, "relay ") == 0);
        key_ = key.substr(6, 64);
        REQUIRE(
            city.run("enroll " + key_ + " --name Stand --out " + folder.file("relay.cert")).code ==
            0);
    }

    ~RelayProcess() { end(SIGKILL); }

    // The city, or what lies before it, is at this port now.
    void configure(const CityProcess& city, std::uint16_t upstream) const {
        std::ofstream{config()} << "[relay]\ndata_dir = \"data\"\ncertificate = \"relay.cert\"\n"
                                << "app_dir = \"" << city.folder.file("app") << "\"\n"
                                << "[city]\nurl = \"http://127.0.0.1:" << upstream << "\"\nkey = \""
                                << city.keys().city().id.hex() << "\"\n"
                                << "[log]\nlevel = \"warning\"\n"
                                << "[listen]\naddress = \"127.0.0.1\"\nport = 0\n";
    }
    void start() { ServerProcess::start("relay", config()); }
    Ended run(const std::string& words) const { return run_with(words, config()); }
    std::string config() const { return folder.file("relay.toml"); }
    const std::string& key() const { return key_; }

    storage::TestFolder folder;

private:
    std::string key_;
};

}  // namespace qp::city::program
