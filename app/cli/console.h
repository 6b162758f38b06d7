// SPDX-License-Identifier: GPL-3.0-or-later
// What the command line says: JSON lines on stdout with --json, else a progress bar on a terminal and plain lines
// elsewhere. Logs go to stderr. Main thread.
#pragma once

#include "app/core/error.h"
#include "app/core/job.h"

#include <QElapsedTimer>
#include <QJsonObject>
#include <QString>

#include <functional>

namespace batchroom::cli {

enum class OutputForm { Json, People };

class Console {
public:
    using Answered = std::function<void(bool isYes)>;

    explicit Console(OutputForm form);
    virtual ~Console();
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;
    OutputForm form() const { return m_form; }
    virtual bool canAsk() const; // a person sits at the terminal

    virtual void json(const QJsonObject& object); // only in Json form
    virtual void say(const QString& text);        // only in People form
    virtual void fail(const Error& error);
    // Yes or no; here at once, a terminal elsewhere answers later or never.
    virtual void askThen(const QString& question, Answered answered);
    // Redrawn in place, at most ten times a second; plain lines every tenth of the way when it is no terminal.
    void progress(int done, int total, const QString& note);
    void endProgress();
    bool ask(const QString& question); // at this terminal

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
