// SPDX-License-Identifier: EUPL-1.2
// quartierpuls-kiosk: asks for what the last start read, and becomes the program. It links next to
// nothing itself, so that it runs while the disk still brings the program's hundred libraries.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <system_error>

#include "kiosk/launch/read_ahead.h"
#include "kiosk/launch/start_list.h"

namespace {

using namespace qp::kiosk::launch;

// A process of its own, nobody's child: the program goes on at once and has none to wait for.
void read_ahead_beside(std::span<const FilePart> parts) {
    const pid_t child = ::fork();
    if (child != 0) {
        if (child > 0) ::waitpid(child, nullptr, 0);
        return;
    }
    if (::fork() != 0) ::_exit(0);
    // Whoever reads what the program says waits for its end, not for this one's.
    const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        ::dup2(nowhere, standard);
    try {
        read_ahead(parts);
    } catch (const std::system_error&) {
        // No threads to be had: the start does without.
    }
    ::_exit(0);
}

// Empty where it cannot be read as a whole: nothing about it may keep the program from running.
std::string text_of(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return {};
    std::string text(kListBytesMax + 1, '\0');
    std::size_t size = 0;
    ssize_t got = 0;
    while (size < text.size() && (got = ::read(file, text.data() + size, text.size() - size)) > 0)
        size += static_cast<std::size_t>(got);
    ::close(file);
    text.resize(got < 0 || size > kListBytesMax ? 0 : size);
    return text;
}

void read_ahead_of_last_start() {
    const auto path = start_list_path();
    if (!path) return;
    const auto parts = decode(text_of(*path));
    if (!parts.empty()) read_ahead_beside(parts);
}

// Where the package has it, and where a build has it.
std::string program() {
    std::array<char, 4096> itself{};
    const ssize_t size = ::readlink("/proc/self/exe", itself.data(), itself.size() - 1);
    const std::string path{itself.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
    const std::string folder = path.substr(0, path.rfind('/'));
    const std::string installed = folder + "/../lib/quartierpuls-kiosk/quartierpuls-kiosk-program";
    return ::access(installed.c_str(), X_OK) == 0 ? installed
                                                  : folder + "/../app/quartierpuls-kiosk-program";
}

}  // namespace

int main(int, char** argv) {
    read_ahead_of_last_start();
    const std::string found = program();
    ::execv(found.c_str(), argv);
    std::fprintf(stderr, "quartierpuls-kiosk: cannot run %s: %s\n", found.c_str(),
                 std::strerror(errno));
    return 1;
}
