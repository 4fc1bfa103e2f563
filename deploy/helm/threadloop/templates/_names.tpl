{{- define "threadloop.labels" -}}
app.kubernetes.io/name: threadloop
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{/* Of one part: dict "root" $ "part" "redis" */}}
{{- define "threadloop.selector" -}}
app.kubernetes.io/name: threadloop
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .part }}
{{- end }}

{{- define "threadloop.secret" -}}
{{ .Values.secret.existing | default .Release.Name }}
{{- end }}

{{/* What no Pod of ours needs, it does not have: dict "user" 10003 */}}
{{- define "threadloop.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ .user }}
runAsGroup: {{ .user }}
fsGroup: {{ .user }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "threadloop.closed" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
privileged: false
capabilities: { drop: [ALL] }
{{- end }}

{{/* dict "root" $ "image" .Values.bot.image */}}
{{- define "threadloop.image" -}}
{{ .image.repository }}:{{ .image.tag | default .root.Chart.AppVersion }}
{{- end }}

{{/* A size in Mi or Gi as a number of Mi. */}}
{{- define "threadloop.mib" -}}
{{- if hasSuffix "Gi" . }}{{ mul (trimSuffix "Gi" . | int) 1024 }}{{ else }}{{ trimSuffix "Mi" . }}{{ end }}
{{- end }}

{{- define "threadloop.modelUrl" -}}
{{- $model := .Values.model -}}
{{- if not $model.enabled -}}
{{ required "model.url is needed where model.enabled is false: the address of your model server, as http://10.0.0.5:8000/v1." $model.url }}
{{- else if $model.router.enabled -}}
http://{{ .Release.Name }}-model:8000/v1
{{- else -}}
{{- range $n := until (int $model.replicas) }}{{ if $n }},{{ end }}http://{{ $.Release.Name }}-vllm-{{ $n }}.{{ $.Release.Name }}-vllm:8000/v1{{ end -}}
{{- end -}}
{{- end }}
