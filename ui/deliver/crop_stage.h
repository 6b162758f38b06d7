// SPDX-License-Identifier: GPL-3.0-or-later
// The picture and its crop side by side under their headings, and the switches below.
#pragma once

#include "ui/deliver/crop_view.h"

namespace batchroom {

class ActionCatalog;
class IconButton;
class Switch;
class TextLabel;

class CropStage : public QWidget {
    Q_OBJECT
public:
    explicit CropStage(ActionCatalog& actions, QWidget* parent = nullptr);
    void setPicture(const PictureLevels& picture, QSize size);
    void setFocalPoint(QPointF point);
    void setPreset(const Preset& preset);
    // Why the picture itself cannot be shown; empty: it can.
    void setProblem(const QString& sentence);

Q_SIGNALS:
    void pointMoved(QPointF point);
    void pointKept();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showSubject();
    void arrange();
    void showFacts();
    void openFacts();
    QWidget* makeSwitches(ActionCatalog& actions);

    CropSubject m_subject;
    QString m_problem;
    QWidget* m_room; // where the pictures and their headings are
    QWidget* m_pictureHead;
    QWidget* m_resultHead;
    TextLabel* m_pictureNote;
    TextLabel* m_resultTitle;
    TextLabel* m_resultNote;
    IconButton* m_info;
    FocalView* m_focal;
    ResultView* m_result;
    Switch* m_safeZones = nullptr;
    Switch* m_grid = nullptr;
};

} // namespace batchroom
