// SPDX-License-Identifier: GPL-3.0-or-later
// What the command line says: JSON lines on stdout with --json, else a progress bar on a terminal and plain lines
// elsewhere. Logs go to stderr. Main thread.
#pragma once

#include "app/core/error.h"
#include "app/core/job.h"

#include <QElapsedTimer>
#include <QJsonObject>
#include <QString>

namespace batchroom::cli {

enum class OutputForm { Json, People };

class Console {
public:
    explicit Console(OutputForm form);
    OutputForm form() const { return m_form; }
    bool canAsk() const; // a person sits at the terminal

    void json(const QJsonObject& object); // only in Json form
    void say(const QString& text);        // only in People form
    void fail(const Error& error);
    // Redrawn in place, at most ten times a second; plain lines every tenth of the way when it is no terminal.
    void progress(int done, int total, const QString& note);
    void endProgress();
    bool ask(const QString& question);

private:
    OutputForm m_form;
    bool m_isTerminal;
    bool m_hasBar = false;
    int m_lastTenth = -1;
    QElapsedTimer m_sinceDrawn;
};

QJsonObject jsonOf(const JobRow& job);
QJsonObject jsonOf(const QString& account, const Hold& hold);
QJsonObject jsonOf(const Error& error);

} // namespace batchroom::cli
