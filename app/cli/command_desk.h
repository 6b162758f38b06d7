// SPDX-License-Identifier: GPL-3.0-or-later
// Lets batchroom-cli steer a library that this program has open: one program a library stays the rule, so the command
// is carried out here and what it says is shown there. Main thread; dies before the Studio.
#pragma once

#include "app/net/program_link.h"
#include "app/studio/studio.h"

#include <list>

namespace batchroom::cli {

class CommandDesk : public QObject {
    Q_OBJECT
public:
    // Where no link can be made the library is only not to be steered from outside, which the log says.
    explicit CommandDesk(Studio& studio);
    ~CommandDesk() override;

private:
    class Visit;
    void receive(std::unique_ptr<ProgramLink> link);
    void leave(const Visit* visit);

    Studio& m_studio;
    std::list<std::unique_ptr<Visit>> m_visits;
    std::unique_ptr<ProgramLinkServer> m_server; // before the visits it brings
};

// Where the program that has the library open can be reached; empty: nowhere.
QString commandDeskOf(const QString& libraryFolder);

} // namespace batchroom::cli
